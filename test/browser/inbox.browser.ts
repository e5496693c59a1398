/** The inbox: what one was told, how much of it is unread, and the way from an alarm to its case. */

import { must, type Stage, type Story } from './stage.ts';

async function readOne(stage: Stage): Promise<void> {
  const page = await stage.as('dispatcher', { lang: 'en' });
  const bell = page.getByRole('link', { name: /^Inbox, [1-9]\d* unread$/ });
  await bell.waitFor();
  const unread = Number(/\d+/.exec((await bell.getAttribute('aria-label'))!)![0]);
  await bell.click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  await page.getByRole('button', { name: /^Mark as read:/ }).first().press('Enter');
  await page.getByRole('link', { name: `Inbox, ${unread - 1} unread` }).waitFor();

  const open = page.locator('tr.unread th a').first();
  const number = await open.innerText();
  await open.click();
  await page.getByRole('heading', { level: 1, name: number }).waitFor();
  // Whoever opened the case has read what was said of it.
  await page.getByRole('link', { name: `Inbox, ${unread - 2} unread` }).waitFor();
  await page.goto('/inbox');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('Unread', { exact: true }).click();
  await page.getByText('Nothing is unread.').waitFor();
  must((await page.locator('tr.unread').count()) === 0, 'nothing is left to read');
}

async function lineLost(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.route('**/api/v1/inbox*', (route) => route.abort());
  await page.goto('/inbox');
  // A lost line is tried twice more before it is said.
  await page.getByRole('alert').getByText('The server could not be reached').waitFor();
  await page.unroute('**/api/v1/inbox*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('table', { name: 'Inbox' }).or(page.getByText('Nothing yet.')).first().waitFor();
}

export const stories: readonly Story[] = [
  { name: 'inbox: an alarm is read, leads to its case, and all are marked', play: readOne },
  { name: 'inbox: a lost line is said, and trying again helps', play: lineLost },
];
