/** From the dispatcher to the customer's signature: assign, and a whole visit on a telephone's screen. */

import type { Page } from 'playwright-core';
import { reportByKeyboard } from './typed_report.ts';
import { accessibilityTroubles, must, type DemoPerson, type Stage, type Story } from './stage.ts';

async function newCase(stage: Stage, phone: string): Promise<string> {
  const page = await stage.as('agent', { lang: 'en' });
  await reportByKeyboard(page, 'en', phone, 'No power since the storm');
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  await page.context().close();
  return /(\S+)$/.exec(heading)![1]!;
}

/** Assigns in two presses: the case, the engineer. */
async function assign(page: Page, number: string, engineer: DemoPerson): Promise<void> {
  await page.goto('/dispatch');
  await page.getByRole('radio').filter({ hasText: number }).click();
  await page.getByRole('button', { name: `Assign ${number} to ${engineer.name}` }).click();
  await page.getByText(`${number} was assigned to ${engineer.name}`).waitFor();
}

async function assignByKeys(stage: Stage): Promise<void> {
  const number = await newCase(stage, '13800990011');
  const page = await stage.as('dispatcher', { lang: 'en' });
  await page.goto('/dispatch');
  const mine = page.getByRole('radio').filter({ hasText: number });
  await mine.click();
  must((await mine.getAttribute('aria-checked')) === 'true', 'a press chooses the case');
  // A digit names nobody before the engineers for this case are there.
  await page.getByRole('region', { name: `Who goes to ${number}` }).getByRole('listitem').first().waitFor();
  await page.keyboard.press('1');
  await page.getByText(`${number} was assigned to`).waitFor();
  // An assigned case waits no longer.
  await mine.waitFor({ state: 'detached' });
}

async function weighed(stage: Stage): Promise<void> {
  const page = await stage.as('dispatcher', { width: 390, dark: true });
  await page.goto('/dispatch');
  const engineers = page.getByRole('region', { name: /派给谁/ });
  await engineers.getByText('距离为直线距离').waitFor();
  must((await engineers.getByText(/距(驻地|上次到达处) [\d.]+ 公里/).count()) > 2, 'each is so far away');
  must((await engineers.getByText('技能相符').count()) > 0 && (await engineers.getByText('未登记技能').count()) === 1, 'skills are told, and where none was said');
  must(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing goes beyond the edge of a telephone');
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
}

async function declinedComesLast(stage: Stage): Promise<void> {
  const engineer = stage.people.find((it) => it.roles.includes('engineer'))!;
  const number = await newCase(stage, '13800990013');
  const page = await stage.as('dispatcher', { lang: 'en' });
  await assign(page, number, engineer);
  await page.goto(`/cases?state=all&q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('The car will not start');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto('/dispatch');
  await page.getByRole('radio').filter({ hasText: number }).click();
  const engineers = page.getByRole('region', { name: `Who goes to ${number}` });
  await engineers.getByText('so no distance can be given').waitFor();
  const last = engineers.getByRole('listitem').last();
  must((await last.getByText(engineer.name).count()) === 1 && (await last.getByText(/Declined at .*: The car will not start/).count()) === 1, 'whoever declined stands last and says why');
}

async function wholeVisit(stage: Stage): Promise<void> {
  const engineer = stage.people.find((it) => it.roles.includes('engineer'))!;
  const number = await newCase(stage, '13800990012');
  await assign(await stage.as('dispatcher', { lang: 'en' }), number, engineer);

  const page = await stage.as(engineer, { lang: 'en', width: 390, height: 844 });
  await page.goto('/my');
  await page.getByRole('link').filter({ hasText: number }).click();
  for (const step of ['Accept', 'Depart', 'Arrived', 'Supply restored']) await page.getByRole('button', { name: step, exact: true }).click();
  await page.getByRole('button', { name: 'Write the report' }).click();
  await page.getByRole('dialog').getByLabel('Report').fill('Fuse replaced.\nSupply is back and was measured.');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await sign(page);
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByText('Left', { exact: true }).waitFor();

  const watching = await stage.as('dispatcher', { lang: 'en' });
  await watching.goto(`/cases?state=all&q=${number}`);
  await watching.getByRole('link', { name: number }).click();
  await watching.locator('.promise-kept').first().waitFor();
  await watching.getByText('Report signed by').waitFor();
}

async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Customer signs' }).click();
  await page.getByText('Supply is back and was measured.').waitFor();
  await page.getByLabel('Name of the signer').fill('王芳');
  await page.getByRole('button', { name: 'Confirm the signature' }).click();
  await page.getByText('There is no signature yet.').waitFor();
  const box = (await page.getByRole('img', { name: 'Please sign in the box' }).boundingBox())!;
  await page.mouse.move(box.x + 30, box.y + 90);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 40, { steps: 8 });
  await page.mouse.move(box.x + 220, box.y + 130, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Confirm the signature' }).click();
  await page.getByRole('button', { name: 'Leave', exact: true }).waitFor();
}

export const stories: readonly Story[] = [
  { name: 'assign: who goes, by load, distance and skill', play: weighed },
  { name: 'assign: whoever declined comes last and says why', play: declinedComesLast },
  { name: 'field: DSP-01 assign with the keyboard', play: assignByKeys },
  { name: 'field: a whole visit at 390 px, ENG-72 signed after the work', play: wholeVisit },
];
