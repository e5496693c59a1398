/** Several people at once: what one does the other sees, nobody decides on what they have not seen, and a mistake is taken back. */

import type { Page } from 'playwright-core';
import { takeReport } from './typed_report.ts';
import { must, type Stage, type Story } from './stage.ts';

async function openCase(page: Page, number: string): Promise<void> {
  await page.goto(`/cases?state=all&q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { name: number }).waitFor();
}

async function act(page: Page, button: string, field: string | null, text: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  if (field !== null) await page.getByRole('dialog').getByLabel(field).fill(text);
}

async function seenByOthers(stage: Stage): Promise<void> {
  const number = await takeReport(stage, '13800990101');
  const [mine, theirs] = [await stage.as('manager', { lang: 'en' }), await stage.as('dispatcher', { lang: 'en' })];
  const following = theirs.waitForResponse((it) => it.url().endsWith('/api/v1/live'));
  await openCase(theirs, number);
  await following;
  await openCase(mine, number);
  // A dialog is open over the case while somebody else cancels it.
  await act(theirs, 'Cancel the case', 'Reason', 'Reported twice');
  await act(mine, 'Cancel the case', 'Reason', 'Power is back');
  await mine.getByRole('button', { name: 'Confirm' }).click();
  await mine.getByText(`${number}: Cancel the case, recorded`).waitFor();
  const notice = theirs.getByRole('alert').getByText('The case moved on while this was open');
  await notice.waitFor();
  await theirs.getByRole('alert').getByText('Case cancelled').waitFor();
  await theirs.getByRole('button', { name: 'I have seen this', exact: true }).click();
  await notice.waitFor({ state: 'detached' });
}

async function takenBack(stage: Stage): Promise<void> {
  const number = await takeReport(stage, '13800990102');
  const page = await stage.as('manager', { lang: 'en' });
  await openCase(page, number);
  await act(page, 'Cancel the case', 'Reason', 'Wrong case');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`${number}: undone`).waitFor();
  await page.locator('.promise-running').first().waitFor();
  const withdrawn = page.getByText('Withdrawn. Reason: Undone right after it was done');
  await withdrawn.waitFor();
  must((await withdrawn.count()) === 1, 'the time line shows what was taken back, and why');
}

export const stories: readonly Story[] = [
  { name: 'live: two browsers see each other, and a form says what it has not seen', play: seenByOthers },
  { name: 'live: undo of a cancelling made by mistake', play: takenBack },
];
