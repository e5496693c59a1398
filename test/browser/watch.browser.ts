/** Watching over promises: the list by deadline, the explanation, the report over many. */

import { must, type Stage, type Story } from './stage.ts';

async function sortedByDeadline(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/cases');
  const deadlines = page.locator('tbody td:nth-child(2) .second-line');
  await deadlines.first().waitFor();
  const shown = (await deadlines.allInnerTexts()).map((text) => /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.exec(text)?.[0] ?? '').filter((it) => it !== '');
  must(shown.length > 1, 'the demo world has several open cases with a deadline');
  must(shown.join() === shown.toSorted().join(), `the next deadline comes first: ${shown.join(', ')}`);
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
