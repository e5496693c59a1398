/** A report taken on the keyboard alone; more than one story begins with it. */

import type { Page } from 'playwright-core';
import { must, type Stage } from './stage.ts';

export const deskWords = {
  'zh-CN': { desk: '来电受理', phone: '电话', zone: '区域', description: '故障现象', promise: '承诺时限', arrival: '45', taken: '已受理', open: '查看服务单', unknown: '没有这个号码的客户' },
  en: { desk: 'Call desk', phone: 'Phone', zone: 'Zone', description: 'What is wrong', promise: 'What is promised', arrival: '45', taken: 'Taken', open: 'Open the case', unknown: 'No customer has this number' },
} as const;

/** A report typed on the keyboard alone; ends on the receipt. */
export async function reportByKeyboard(page: Page, lang: 'zh-CN' | 'en', phone: string, what: string): Promise<void> {
  const say = deskWords[lang];
  await page.goto('/desk');
  const phoneField = page.getByRole('textbox', { name: say.phone, exact: true });
  await phoneField.waitFor();
  must((await page.locator(':focus').getAttribute('id')) === 'desk-phone', 'the phone field has the focus when the desk opens');
  await page.keyboard.type(phone);
  await page.getByText(say.unknown).waitFor();
  await tabTo(page, 'zone');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: say.promise }).getByText(say.arrival).first().waitFor();
  await tabTo(page, 'description');
  await page.keyboard.type(what);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: say.taken }).waitFor();
}

/** Presses Tab until the field with this name has the focus, as a person would. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(':focus').getAttribute('id')) === id) return;
  }
  throw new Error(`Tab never came to ${id}`);
}

/** A case of its own for a story; answers its number. */
export async function takeReport(stage: Stage, phone: string): Promise<string> {
  const page = await stage.as('agent', { lang: 'en' });
  await reportByKeyboard(page, 'en', phone, 'No power since the storm');
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  await page.context().close();
  return /(\S+)$/.exec(heading)![1]!;
}
