/** Watching over promises: the list by deadline, the explanation, the report over many. */

import { must, type Stage, type Story } from './stage.ts';

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

async function reportOverMany(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/promises?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z');
  const table = page.getByRole('table', { name: 'Promises' });
  await table.waitFor();
  await page.getByText('Month', { exact: true }).click();
  await page.getByRole('columnheader', { name: 'Period' }).waitFor();
  await table.getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  await page.locator('tbody tr').first().waitFor();
}

export const stories: readonly Story[] = [
  { name: 'watch: the list shows the next deadline first', play: sortedByDeadline },
  { name: 'watch: CLK-01 the explanation opens by keyboard', play: whyOpens },
  { name: 'watch: KPI-04 the promise report leads to its cases', play: reportOverMany },
];
