/** Approvals: asked for on the case, returned with remarks, put forward again, approved on a telephone; and a deputy who acts. */

import type { Page } from 'playwright-core';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

const plan = 'two people with a lift truck, Wednesday';

async function openCase(page: Page): Promise<string> {
  await page.goto('/cases');
  await page.locator('tbody th a').first().press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Approvals' }).waitFor();
  return (await page.getByRole('heading', { level: 1 }).innerText()).replace(/^Case /, '');
}

async function ask(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Ask for an approval' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'What is to be approved' }).press('Enter');
  await page.getByTitle('Service plan').click();
  await dialog.getByText('Approved by: Service manager').waitFor();
  await dialog.getByRole('textbox', { name: 'Plan' }).fill(words);
  await dialog.getByRole('button', { name: 'Put forward' }).press('Enter');
  await page.getByText('Put forward: Service plan').waitFor();
}

async function thereAndBack(stage: Stage): Promise<void> {
  const asker = await stage.as('dispatcher', { lang: 'en', dark: true });
  const number = await openCase(asker);
  await ask(asker, plan);
  await asker.getByText('Waits for Service manager').first().waitFor();
  const troubles = await accessibilityTroubles(asker);
  must(troubles.length === 0, troubles.join('\n'));

  const boss = await stage.as('manager', { lang: 'en', width: 390, height: 844 });
  await boss.goto('/inbox');
  await boss.getByRole('row').filter({ hasText: number }).getByText('To approve').first().waitFor();
  await boss.goto('/approvals');
  await boss.getByText(plan).first().waitFor();
  await boss.getByRole('button', { name: `Return: Service plan, case ${number}` }).click();
  const dialog = boss.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Return' }).click();
  // Nothing goes back without a word of what is wrong.
  await dialog.getByText('Say what has to be put right').waitFor();
  await dialog.getByRole('textbox', { name: 'Remarks' }).fill('who leads?');
  await dialog.getByRole('button', { name: 'Return' }).click();
  await boss.getByText('Returned: Service plan').waitFor();
  await boss.getByText('Nothing waits for you.').waitFor();

  await asker.getByRole('button', { name: `Put forward again: Service plan, case ${number}` }).press('Enter');
  const again = asker.getByRole('dialog');
  const field = again.getByRole('textbox', { name: 'Plan' });
  must((await field.inputValue()) === plan, 'what was said stands there to be changed');
  await field.fill(`${plan}, Wu leads`);
  await again.getByRole('button', { name: 'Put forward' }).press('Enter');
  await asker.getByText('Put forward again: Service plan').waitFor();

  await boss.reload();
  await boss.getByText('round 2').waitFor();
  const wide = await boss.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  must(wide <= 0, `the page is ${wide} px too wide`);
  await boss.getByRole('button', { name: `Approve: Service plan, case ${number}` }).click();
  await boss.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await boss.getByText('Approved: Service plan').waitFor();
  await asker.getByText('Approval granted').waitFor();
  await asker.getByRole('article', { name: 'Service plan' }).getByText('Approved').first().waitFor();
}

async function deputyActs(stage: Stage): Promise<void> {
  const asker = await stage.as('dispatcher', { lang: 'en' });
  const number = await openCase(asker);
  await ask(asker, 'a plan for the deputy');
  const boss = await stage.as('manager', { lang: 'en' });
  await boss.goto('/approvals');
  const deputy = stage.people.find((it) => it.roles.includes('agent'))!;
  await boss.getByRole('button', { name: 'Name a deputy' }).press('Enter');
  const dialog = boss.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Who acts' }).fill(deputy.name);
  await boss.keyboard.press('Enter');
  await dialog.getByLabel('Until').fill(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16));
  await dialog.getByRole('button', { name: 'Confirm' }).press('Enter');
  await boss.getByText(`Recorded: ${deputy.name} acts.`).waitFor();
  const acting = await stage.as(deputy, { lang: 'en' });
  await acting.goto('/approvals');
  await acting.getByRole('button', { name: `Approve: Service plan, case ${number}` }).press('Enter');
  await acting.getByText(/^You act for /).waitFor();
  await acting.getByRole('dialog').getByRole('button', { name: 'Approve' }).press('Enter');
  await acting.getByText('Approved: Service plan').waitFor();
  await boss.getByRole('button', { name: /^End: / }).press('Enter');
  await boss.getByText('Nobody acts for anybody.').waitFor();
}

export const stories: readonly Story[] = [
  { name: 'approvals: APR-23 a plan goes to the manager, comes back with remarks, and is approved', play: thereAndBack },
  { name: 'approvals: a deputy approves for whoever is away', play: deputyActs },
];
