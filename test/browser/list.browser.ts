/** Over the list: many cases at once, filters kept, everything by keyboard, the palette. */

import { takeReport } from './typed_report.ts';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

async function manyAtOnce(stage: Stage): Promise<void> {
  const phone = '13800990201';
  const numbers = [await takeReport(stage, phone), await takeReport(stage, '13800990202')];
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/cases?q=1380099020');
  for (const number of numbers) await page.getByRole('checkbox', { name: `Pick ${number}` }).check();
  await page.getByText('2 picked').waitFor();
  await page.getByRole('button', { name: 'Cancel the case' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('One storm, reported by everybody');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('2 recorded').waitFor();
  await page.getByRole('link', { name: numbers[0]! }).waitFor({ state: 'detached' });
  // Done already: each says so for itself.
  await page.goto('/cases?state=all&q=1380099020');
  for (const number of numbers) await page.getByRole('checkbox', { name: `Pick ${number}` }).check();
  await page.getByRole('button', { name: 'Cancel the case' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Again');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('2 refused').waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
}

async function filterKept(stage: Stage): Promise<void> {
  const page = await stage.as('dispatcher', { lang: 'en' });
  await page.goto('/cases?late=true');
  await page.getByRole('button', { name: 'Save this filter' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Late ones');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Remove the filter “Late ones”' }).waitFor();
  await page.goto('/cases');
  await page.getByRole('combobox', { name: 'My filters' }).click();
  await page.getByText('Late ones', { exact: true }).last().click();
  await page.waitForURL(/late=true/);
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  must(/^cases-.*\.csv$/.test((await file).suggestedFilename()), 'the list comes as a file');
  await page.getByRole('button', { name: 'Remove the filter “Late ones”' }).click();
  await page.getByRole('button', { name: 'Save this filter' }).waitFor();
}

async function byKeyboard(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/cases');
  await page.locator('tbody th a').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await page.getByText('1 picked').waitFor();
  must(await page.locator('tbody tr').first().getByRole('checkbox').isChecked(), 'x picks the case that the focus is on');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Next case').waitFor();
  must((await accessibilityTroubles(page)).length === 0, 'axe has nothing against the list of keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('jjx');
  must((await page.getByText('1 picked').count()) === 1, 'in a field letters are letters');
  await page.locator('tbody th a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/.+/);
}

async function palette(stage: Stage): Promise<void> {
  const number = await takeReport(stage, '13800990203');
  const page = await stage.as('manager', { lang: 'en' });
  await page.getByRole('button', { name: 'Find or do' }).waitFor();
  await page.keyboard.press('Control+K');
  await page.keyboard.type(number);
  await page.getByRole('option').filter({ hasText: number }).first().waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: number }).waitFor();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('contact');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Contact the customer' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('13800990203');
  await page.getByRole('option').filter({ hasText: 'Customer' }).first().click();
  await page.waitForURL(/customer_id=/);
}

export const stories: readonly Story[] = [
  { name: 'list: many cases at once, each answered for itself', play: manyAtOnce },
  { name: 'list: a filter is kept, and the list comes as a file', play: filterKept },
  { name: 'list: by keyboard alone', play: byKeyboard },
  { name: 'list: the palette finds screens, cases, customers and actions', play: palette },
];
