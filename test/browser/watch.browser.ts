/** Watching over promises: the list by deadline, the explanation, the report over many. */

import type { Page } from 'playwright-core';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

/** `0:50:30 late` is -3030, `3 d 14:15:29 left` is 310529. */
function secondsLeft(text: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = /(?:(\d+) d )?(\d+):(\d+):(\d+)/.exec(text) ?? [];
  const length = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return text.includes('late') ? -length : length;
}

async function sortedByDeadline(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/cases');
  const countdowns = page.locator('tbody .mark').filter({ hasText: /\d+:\d\d:\d\d/ });
  await countdowns.first().waitFor();
  const left = (await countdowns.allInnerTexts()).map(secondsLeft);
  must(left.length > 1 && left.some((it) => it < 0), 'the demo world has several open cases with a deadline, one of them past');
  must(left.join() === left.toSorted((a, b) => a - b).join(), `the next deadline comes first: ${left.join(', ')}`);
}

async function whyOpens(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/cases');
  await page.locator('tbody th a').first().click();
  const why = page.getByRole('button', { name: 'Why?' }).first();
  await why.press('Enter');
  must((await why.getAttribute('aria-expanded')) === 'true', 'the button says that it is open');
  const steps = page.locator('ol.why').first().getByRole('listitem');
  await steps.first().waitFor();
  must((await steps.count()) > 1, 'the explanation has steps');
}

/** The figure of a link in the report, and what the list behind it shows. */
async function sameFigure(page: Page, at: number): Promise<void> {
  const links = page.getByRole('table', { name: 'Promises' }).getByRole('link');
  await links.first().waitFor();
  const figure = Number(await links.nth(at).innerText());
  await links.nth(at).click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  await page.locator('.case-table tbody tr').first().waitFor();
  const rows = await page.locator('.case-table tbody tr').count();
  const said = await page.getByRole('status').filter({ hasText: /cases,/ }).innerText();
  const readings = / (\d+) readings in them/.exec(said)?.[1];
  must(figure === Number(readings ?? rows), `the report says ${figure}, the list has ${rows} rows: ${said}`);
}

async function reportOverMany(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en', height: 500 });
  await page.goto('/promises?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&by=month');
  const links = page.getByRole('table', { name: 'Promises' }).getByRole('link');
  await page.getByRole('columnheader', { name: 'Period' }).waitFor();
  const many = await links.count();
  must(many > 6, 'the demo world has figures to follow');
  for (let at = 0; at < many; at += Math.ceil(many / 12)) {
    await sameFigure(page, at);
    await page.goBack();
  }
  await links.last().scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => window.scrollY);
  must(place > 0, 'the report is longer than the window');
  await sameFigure(page, many - 1);
  must((await page.getByRole('list', { name: 'What narrows the list' }).getByRole('listitem').count()) > 3, 'each part of the filter is a chip');
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
  await page.goBack();
  await links.last().waitFor();
  await page.waitForFunction((before) => Math.abs(window.scrollY - before) < 40, place);
  must(page.url().includes('by=month'), 'back is the same report');
}

async function chipsTakenAway(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { width: 390, dark: true });
  await page.goto('/cases?state=all&clock=arrival&verdict=kept&promise_zone=urban&started_from=2020-01-01T00:00:00Z&started_to=2100-01-01T00:00:00Z');
  const chips = page.getByRole('list', { name: '列表的限定条件' });
  await chips.waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
  await page.getByRole('button', { name: '去掉条件：按时' }).press('Enter');
  await page.waitForURL((url) => !url.searchParams.has('verdict') && url.searchParams.get('promise_zone') === 'urban');
  await page.getByRole('button', { name: '全部去掉' }).click();
  await chips.waitFor({ state: 'detached' });
}

/** The means of the month are those of the report; a month that is over is closed by keyboard, once. */
async function averagesAndClosing(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/promises');
  await page.getByRole('link', { name: 'Averages and closing' }).press('Enter');
  const standing = page.getByRole('table', { name: 'Average promises' });
  await standing.getByRole('row').nth(1).waitFor();
  must((await standing.getByRole('row').count()) > 3, 'the demo world has promises judged on the average');
  await page.getByText('A month can be closed when it is over.').waitFor();
  const helper = page.getByRole('table', { name: 'Cases that can still bring the mean down' }).getByRole('link').first();
  const number = await helper.innerText();
  await helper.press('Enter');
  await page.getByRole('heading', { name: new RegExp(number) }).waitFor();
  await page.goBack();
  for (let months = 0; months < 2; months++) await page.getByRole('button', { name: 'Month before' }).press('Enter');
  await page.getByRole('button', { name: 'Close: Supply restored' }).press('Enter');
  await page.getByLabel('Remarks').fill('looked over');
  await page.keyboard.press('Enter');
  await page.getByText('Closed: Supply restored').waitFor();
  // What is closed is not offered again.
  await page.getByRole('button', { name: 'Close: Supply restored' }).waitFor({ state: 'detached' });
  await page.getByRole('table', { name: 'Closed periods' }).getByRole('row', { name: /looked over/ }).getByRole('link').press('Enter');
  await page.getByText('Nothing has changed since.').waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
}

export const stories: readonly Story[] = [
  { name: 'watch: the list shows the next deadline first', play: sortedByDeadline },
  { name: 'watch: CLK-01 the explanation opens by keyboard', play: whyOpens },
  { name: 'watch: KPI-04 each figure of the promise report leads to exactly its cases, and back again', play: reportOverMany },
  { name: 'watch: an average in the middle of its month, and a month that is closed', play: averagesAndClosing },
  { name: 'watch: what narrows the list is taken away chip by chip', play: chipsTakenAway },
];
