/** A first start as a shop has it: how long it takes, what it holds in memory, what a browser loads, and how soon typing shows a promise. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { browserPath } from '../test/browser/stage.ts';
import { deskWords } from '../test/browser/typed_report.ts';
import { buildConsole, consoleIsStale } from '../tools/build.ts';
import { below, freePort, memoryMbOf, startProcess, stopProcess } from './processes.ts';
import { emptyFolder } from './ground.ts';
import { cookieFor } from './sides.ts';
import type { Row } from './table.ts';

type Person = { readonly email: string; readonly password: string; readonly roles: readonly string[] };
const program = join(import.meta.dirname, '..', 'server', 'cli', 'main.ts');

export async function benchFirst(rounds: number): Promise<Row[]> {
  if (await consoleIsStale()) await buildConsole();
  return emptyFolder(async (folder) => {
    const data = join(folder, 'data');
    const rows: Row[] = [];
    for (const name of ['the first start: a database is made, and the demo county', 'every later start']) {
      const { took, stop, base, memory } = await started(data);
      rows.push({ start: name, seconds: took, 'server MB': memory.server, 'database MB': memory.database, 'together MB': memory.server + memory.database });
      if (name === 'every later start' && browserPath() !== null) rows.push(...(await inBrowser(base, rounds)));
      await stop();
    }
    return rows;
  });
}

async function started(data: string) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _other, ...env } = process.env;
  const began = performance.now();
  const child = await startProcess(program, ['start', '--port', String(port), '--data', data], env, async () => (await fetch(`${base}/ready`)).ok);
  const took = (performance.now() - began) / 1_000;
  const isDatabase = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  const pids = below(child.pid!);
  const memory = { server: memoryMbOf(pids.filter((pid) => !isDatabase(pid))), database: memoryMbOf(pids.filter(isDatabase)) };
  return { took, base, memory, stop: () => stopProcess(child) };
}

/** Everything over the wire as Chromium counts it, with nothing in its cache; then again with what it kept. */
async function inBrowser(base: string, rounds: number): Promise<Row[]> {
  const { people } = (await (await fetch(`${base}/demo.json`)).json()) as { people: Person[] };
  const agent = people.find((person) => person.roles.includes('agent'))!;
  const cookie = await cookieFor(base, agent);
  const browser = await chromium.launch({ executablePath: browserPath()!, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const freshPage = async () => {
    const context = await browser.newContext({ baseURL: base, locale: 'en', viewport: { width: 1366, height: 860 }, reducedMotion: 'reduce' });
    await context.addCookies(cookie.split('; ').map((each) => ({ name: each.slice(0, each.indexOf('=')), value: each.slice(each.indexOf('=') + 1), url: base })));
    return context.newPage();
  };
  try {
    const page = await freshPage();
    const rows: Row[] = [];
    for (const load of ['nothing kept', 'with what was kept']) rows.push({ 'load of the desk': load, ...(await loaded(page)) });
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await choosingZone(await freshPage()));
    rows.push(await seenElsewhere(base, await freshPage(), people, rounds * 2));
    times.sort((a, b) => a - b);
    rows.push({ typing: 'from the choice of a zone to its promise on the screen', rounds, 'p50 ms': times[Math.floor(rounds * 0.5)]!, 'at most ms': times.at(-1)! });
    return rows;
  } finally {
    await browser.close();
  }
}

async function loaded(page: Page) {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  await session.send('Network.enable');
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
    requests++;
  });
  const began = performance.now();
  await page.goto('/desk?lang=en&dark=0');
  await page.getByRole('textbox', { name: deskWords.en.phone, exact: true }).waitFor();
  const ms = performance.now() - began;
  await page.waitForLoadState('networkidle').catch(() => {});
  await session.detach();
  return { requests, 'kB over the wire': bytes / 1_000, 'ms until it can be typed into': ms };
}

/** Two browsers on one case: from the sending in the one to the new line in the other's time line, at any moment after the last. */
async function seenElsewhere(base: string, theirs: Page, people: readonly Person[], rounds: number): Promise<Row> {
  const manager = { cookie: await cookieFor(base, people.find((person) => person.roles.includes('manager'))!), 'content-type': 'application/json' };
  const report = await fetch(`${base}/api/v1/cases`, { method: 'POST', headers: manager, body: JSON.stringify({ zone: 'urban', channel: 'phone', description: 'bench' }) });
  const { ids } = (await report.json()) as { ids: { case_id: string } };
  const following = theirs.waitForResponse((it) => it.url().endsWith('/api/v1/live'));
  await theirs.goto(`/cases/${ids.case_id}?lang=en&dark=0`);
  await Promise.all([following, theirs.locator('ol.time-line > li').first().waitFor()]);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = await theirs.locator('ol.time-line > li').count();
    const seen = theirs.waitForFunction((count) => document.querySelectorAll('ol.time-line > li').length > count, before, { polling: 'raf' });
    const began = performance.now();
    await fetch(`${base}/api/v1/cases/${ids.case_id}/contact-customer`, { method: 'POST', headers: manager, body: JSON.stringify({ outcome: 'reached' }) });
    await seen;
    times.push(performance.now() - began);
    await setTimeout(Math.random() * 1_200);
  }
  await theirs.context().close();
  times.sort((a, b) => a - b);
  return { 'a change seen in another browser': 'the time line of a case', changes: rounds, 'p50 ms': times[Math.floor(rounds * 0.5)]!, 'p99 ms': times[Math.floor(rounds * 0.99)]!, 'at most ms': times.at(-1)! };
}

/** In a page of its own each time, so that no earlier answer is at hand. */
async function choosingZone(page: Page): Promise<number> {
  await loaded(page);
  await page.locator('#zone').focus();
  await page.keyboard.press('ArrowDown');
  const began = performance.now();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /\d/.test(document.querySelector('section[aria-labelledby=preview]')?.textContent ?? ''), null, { polling: 'raf' });
  const took = performance.now() - began;
  await page.context().close();
  return took;
}
