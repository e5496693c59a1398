/** What is due: planned for a customer, done with its evidence by whoever may, and a contract that is taken into care. */

import type { Page } from 'playwright-core';
import { openCustomer } from './opened_customer.ts';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

const dayMs = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * dayMs + 8 * 3_600_000).toISOString().slice(0, 10);

async function planVisit(page: Page, day: string): Promise<string> {
  await page.goto('/cases');
  await openCustomer(page);
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('link', { name: 'Recurring duties' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: `Customer · ${name}` }).waitFor();
  await page.getByRole('button', { name: 'Plan a date: Regular call or visit to a customer' }).press('Enter');
  await page.locator('dialog input[type=date]').fill(day);
  await page.getByRole('button', { name: 'Confirm' }).press('Enter');
  await page.getByText(`Planned: ${day}`).waitFor();
  return name;
}

async function plannedAndDone(stage: Stage): Promise<void> {
  const boss = await stage.as('manager', { lang: 'en' });
  const customer = await planVisit(boss, dayFromNow(0));
  const troubles = await accessibilityTroubles(boss);
  must(troubles.length === 0, troubles.join('\n'));

  const page = await stage.as('agent', { lang: 'en', width: 390, height: 800 });
  await page.goto('/due');
  const finish = page.getByRole('button', { name: `Done: Regular call or visit to a customer, ${customer}` });
  await finish.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Done' }).click();
  // Without evidence nothing is sent.
  await dialog.getByText('Say what proves that it was done').first().waitFor();
  await dialog.getByLabel('How').press('ArrowDown');
  await page.getByTitle('By phone').click();
  await dialog.getByLabel('Outcome').fill('all well, filter to be changed in spring');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Recorded: Regular call or visit to a customer').waitFor();
  await finish.waitFor({ state: 'detached' });
  await page.goto('/due?state=done');
  await page.getByText(customer).first().waitFor();
  await page.getByText('Done', { exact: true }).last().waitFor();
  const narrow = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  must(narrow, 'nothing is wider than the screen');
}

async function contractInCare(stage: Stage): Promise<void> {
  const page = await stage.as('dispatcher', { lang: 'en', dark: true });
  await page.goto('/due');
  await page.getByLabel('Name or number').fill('HT-2026-017');
  await page.getByRole('button', { name: 'Take into care' }).press('Enter');
  await page.getByRole('link', { name: 'In care now: HT-2026-017' }).waitFor();
  // Found again in the list of what is looked after.
  await page.getByText('In care', { exact: true }).click();
  await page.getByLabel('Find by name').fill('2026-017');
  await page.getByRole('row', { name: /HT-2026-017.*Up to date/ }).getByRole('link').press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Contract · HT-2026-017' }).waitFor();
  await page.getByRole('button', { name: 'End the care' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Reason').fill('ran out');
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).press('Enter');
  await page.getByText(/^The care ended/).waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
}

async function engineersOwn(stage: Stage): Promise<void> {
  const page = await stage.as('engineer', { width: 390, height: 800 });
  await page.getByRole('link', { name: '应办' }).click();
  await page.getByRole('heading', { level: 1, name: '应办' }).waitFor();
  must((await page.getByRole('button', { name: '纳入管理' }).count()) === 0, 'an engineer takes nothing into care');
}

export const stories: readonly Story[] = [
  { name: 'due: REC-24 a visit is planned for a customer and done with its evidence', play: plannedAndDone },
  { name: 'due: a contract is taken into care', play: contractInCare },
  { name: 'due: an engineer sees what is theirs', play: engineersOwn },
];
