/** The page of a customer: reached from the case, particulars and units changed, and at last the person erased. */

import type { Page } from 'playwright-core';
import { reportByKeyboard } from './typed_report.ts';
import { openCustomer } from './opened_customer.ts';
import { must, type Stage, type Story } from './stage.ts';

const phone = '13800990021';

async function confirm(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
}

async function changeAndErase(stage: Stage): Promise<void> {
  await reportByKeyboard(await stage.as('agent', { lang: 'en' }), 'en', phone, 'Meter is dark');
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto(`/cases?state=all&q=${phone}`);
  await openCustomer(page);

  await page.getByRole('button', { name: 'Edit particulars' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('周宁');
  await confirm(page, 'Confirm');
  await page.getByRole('heading', { level: 1, name: '周宁' }).waitFor();

  await page.getByRole('button', { name: 'Register a unit' }).click();
  await page.getByRole('dialog').getByLabel('Model').fill('DDS-28');
  await page.getByRole('dialog').getByLabel('Serial number').fill('0042');
  await confirm(page, 'Confirm');
  await page.getByRole('rowheader', { name: 'DDS-28' }).waitFor();

  await page.getByRole('button', { name: 'Erase personal data' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Asked for by the person');
  await page.getByRole('dialog').getByLabel(/^Type/).fill('周');
  await confirm(page, 'Erase personal data');
  await page.getByText('This is not what was asked for.').waitFor();
  await page.getByRole('dialog').getByLabel(/^Type/).fill('周宁');
  await confirm(page, 'Erase personal data');
  await page.getByText('cannot be brought back').waitFor();
  must((await page.getByRole('button', { name: 'Edit particulars' }).count()) === 0, 'nothing of an erased person is edited');
  must(!(await page.getByRole('main').innerText()).includes(phone), 'the phone number is gone');
}

export const stories: readonly Story[] = [{ name: 'customer: particulars, a unit, and erased by a manager after typing the name', play: changeAndErase }];
