/** The pack desk: a figure with its source, a changed text checked as one types, proposed by one and activated by another. */

import type { Page } from 'playwright-core';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

/** Replaces a piece of the open file: the editor is asked for its place by its own search. */
async function replace(page: Page, from: string, to: string): Promise<void> {
  const text = page.locator('.cm-content');
  await text.click();
  await page.keyboard.press('Control+f');
  const search = page.getByRole('textbox', { name: 'Find' });
  await search.fill(from);
  await page.getByRole('textbox', { name: 'Replace' }).fill(to);
  await page.getByRole('button', { name: 'replace', exact: true }).click();
  await page.getByRole('button', { name: 'replace', exact: true }).click();
  await page.keyboard.press('Escape');
}

async function readAndWrite(stage: Stage): Promise<void> {
  const page = await stage.as('manager', { lang: 'en' });
  await page.goto('/packs');
  await page.getByRole('table', { name: 'Versions of this organisation' }).getByRole('link').first().click();
  await page.getByLabel('Find an entry, a code or a source').fill('CLK-02');
  const arrival = page.locator('details', { hasText: 'Repair crew on site' }).first();
  await arrival.getByRole('table').waitFor();
  must((await arrival.innerText()).includes('an hour and a half'), 'the row of the source is restated beside the figure');
  must((await accessibilityTroubles(page)).length === 0, `the page of a version: ${(await accessibilityTroubles(page)).join('; ')}`);

  await page.getByRole('link', { name: 'Write a new version' }).click();
  await page.getByText('The text is sound').waitFor();
  await page.getByText('promises.yaml', { exact: true }).click();
  await replace(page, 'within: 90 minutes, source: CLK-02', 'within: soon, source: CLK-02');
  await page.getByText('1 problems').waitFor();
  await page.getByRole('button', { name: /promises\.yaml, line \d+/ }).click();
  must((await page.locator('.cm-lintRange-error').count()) > 0, 'the wrong figure is underlined where it stands');
  await replace(page, 'within: soon, source: CLK-02', 'within: 60 minutes, source: CLK-02');
  await page.getByText('The text is sound').waitFor();
  // Without a new number the text is another under a number that is taken.
  await page.getByText('pack.yaml', { exact: true }).click();
  await replace(page, 'version: "', 'version: "next-');
  const changes = page.getByRole('table', { name: /^Changes/ });
  await changes.getByText('60 minutes').waitFor();
  must((await changes.innerText()).includes('90 minutes'), 'what it was stands beside what it becomes');
  await page.getByRole('tab', { name: /Examples \([1-9]/ }).click();
  await page.getByText('Differs').first().waitFor();
  await page.getByRole('tab', { name: 'Trial' }).click();
  await page.getByLabel('Since').fill('2020-01-01');
  await page.getByRole('button', { name: 'Run the trial' }).click();
  await page.getByRole('table', { name: 'Trial' }).waitFor();

  await page.reload();
  await page.getByText('The text is sound').waitFor();
  await page.getByRole('table', { name: /^Changes/ }).getByText('60 minutes').waitFor();
  must((await accessibilityTroubles(page)).length === 0, `the pack desk: ${(await accessibilityTroubles(page)).join('; ')}`);
  await page.getByLabel('What changes and why').fill('Rural crews have moved closer.');
  await page.getByRole('button', { name: 'Propose', exact: true }).click();
  await page.getByRole('link', { name: 'See it' }).click();
  await page.getByText('Can be activated').waitFor();

  const other = await stage.as('administrator', { lang: 'en' });
  await other.goto('/packs');
  await other.getByRole('link').filter({ hasText: /./ }).first().waitFor();
  await other.goto(new URL(page.url()).pathname);
  await other.getByText('Rural crews have moved closer.').waitFor();
  await other.getByRole('button', { name: 'Activate' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
  await other.getByText('Activated.').waitFor();
  // The other screen hears of it by itself.
  await page.getByText('In force', { exact: true }).waitFor();
}

export const stories: readonly Story[] = [{ name: 'packs: a figure with its source, a changed text tried, proposed and activated', play: readAndWrite }];
