/** The page of a case: its people with their numbers, files added and saved, cases it may belong with. */

import { takeReport } from './typed_report.ts';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

/** A real picture of one blue pixel, so that the browser shows it. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==', 'base64');

async function filesAdded(stage: Stage): Promise<void> {
  const number = await takeReport(stage, '13800990301');
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto(`/cases?state=all&q=${number}`);
  await page.getByRole('link', { name: number }).click();
  const card = page.getByRole('region', { name: 'Photos and papers' });
  await card.getByText('Nothing yet.').waitFor();
  await card.getByLabel('Add a file').setInputFiles([
    { name: '电表.png', mimeType: 'image/png', buffer: picture },
    { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a letter') },
  ]);
  await card.getByRole('link', { name: 'letter.pdf' }).waitFor();
  must((await card.getByRole('listitem').count()) === 2, 'both files are listed');
  must(await card.locator('img').evaluate((it: HTMLImageElement) => it.decode().then(() => it.naturalWidth === 1)), 'the picture is shown');
  const saving = page.waitForEvent('download');
  await card.getByRole('link', { name: '电表.png' }).click();
  must((await saving).suggestedFilename() === '电表.png', 'a file is saved under its name');
  await card.getByLabel('Add a file').setInputFiles({ name: 'run.exe', mimeType: 'image/png', buffer: Buffer.from('MZ\u0000\u0001') });
  await card.getByText('This kind of file is not kept').waitFor();
  await page.getByRole('region', { name: 'What happened' }).getByText('File added').first().waitFor();
  must((await accessibilityTroubles(page)).length === 0, (await accessibilityTroubles(page)).join('\n'));
}

async function peopleCalled(stage: Stage): Promise<void> {
  // The rice mill of the demo world has called twice.
  const phone = '08350000107';
  const page = await stage.as('manager', { width: 390, dark: true });
  await page.goto(`/cases?state=all&q=${phone}`);
  const cases = page.locator('.case-table tbody th a');
  await cases.nth(1).waitFor();
  const [, again] = await cases.allInnerTexts();
  await cases.first().click();
  const people = page.getByRole('region', { name: '相关人员' });
  await people.getByText('受理人').waitFor();
  const call = people.getByRole('link', { name: new RegExp(phone) }).first();
  must((await call.getAttribute('href')) === `tel:${phone}`, 'a number is called by tapping it');
  must(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing goes beyond the edge of a telephone');
  must((await accessibilityTroubles(page)).length === 0, (await accessibilityTroubles(page)).join('\n'));
  await page.getByRole('region', { name: '可能相关的服务单' }).getByRole('link', { name: again! }).click();
  await page.getByRole('heading', { name: again! }).waitFor();
}

export const stories: readonly Story[] = [
  { name: 'case: photos and papers are added, shown and saved', play: filesAdded },
  { name: 'case: people are called by tapping, related cases are a tap away', play: peopleCalled },
];
