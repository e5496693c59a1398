/** A form of a machine-tool maker, filled by its engineer at the customer's and signed there by finger. */

import type { Page } from 'playwright-core';
import { accessibilityTroubles, must, openStage, type Story } from './stage.ts';

async function draw(page: Page, name: string): Promise<void> {
  const box = (await page.getByRole('img', { name }).boundingBox())!;
  await page.mouse.move(box.x + 30, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 30, { steps: 8 });
  await page.mouse.move(box.x + 200, box.y + 80, { steps: 8 });
  await page.mouse.up();
}

async function signedAtTheCustomers(): Promise<void> {
  // The county has no form that somebody signs.
  const stage = await openStage({ pack: 'machine-tool' });
  try {
    const page = await stage.as('engineer', { lang: 'en', width: 390, height: 800 });
    const visits = (await (await page.context().request.get('/api/v1/visits')).json()) as { items: { case_id: string }[] };
    await page.goto(`/cases/${visits.items[0]!.case_id}`);
    await page.getByRole('combobox', { name: 'Kind of form' }).click();
    await page.getByTitle('After-sales report and commissioning sheet').click();
    await page.getByRole('button', { name: 'Open a form' }).click();
    await page.getByRole('heading', { level: 1, name: /SH-\d{4}-\d{5}$/ }).waitFor();
    await page.getByRole('combobox', { name: /^Kind/ }).click();
    await page.getByTitle('Service', { exact: true }).click();
    await page.getByLabel(/^Repair/).fill('Guide rail cleaned and set');
    await page.getByRole('radiogroup', { name: /^Were parts replaced/ }).getByText('No', { exact: true }).click();
    await page.getByRole('button', { name: 'Save as complete' }).click();
    await page.getByText('Not signed yet').waitFor();
    await page.getByRole('button', { name: 'Signature: User' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('王师傅');
    await draw(page, 'Signature: User');
    const troubles = await accessibilityTroubles(page);
    must(troubles.length === 0, troubles.join('\n'));
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText(/^王师傅, /).or(page.getByText(/王师傅, \d{4}/)).first().waitFor();
    await page.getByText('Locked', { exact: true }).waitFor();
    must((await page.getByRole('button', { name: 'Signature: User' }).count()) === 0, 'nobody signs a second time');
  } finally {
    await stage.close();
  }
}

export const stories: readonly Story[] = [{ name: 'forms: FRM-11 is signed by the user on the spot, by finger', play: signedAtTheCustomers }];
