/** The stage of the browser stories: a real server with a fresh demo world, and a real Chromium with somebody signed in. */

import { AxeBuilder } from '@axe-core/playwright';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const startWithinMs = 120_000;

export type Role = 'agent' | 'dispatcher' | 'engineer' | 'manager' | 'administrator';
export type DemoPerson = { email: string; name: string; roles: string[]; password: string };
export type Showing = { lang?: 'zh-CN' | 'en'; dark?: boolean; width?: number; height?: number };

export type Stage = {
  readonly base: string;
  readonly people: readonly DemoPerson[];
  /** A page of somebody's own, signed in, with its own cookies and storage. */
  as: (who: Role | DemoPerson, showing?: Showing) => Promise<Page>;
  stranger: (showing?: Showing) => Promise<Page>;
};

export type Story = { readonly name: string; readonly play: (stage: Stage) => Promise<void> };

export function browserPath(): string | null {
  return browsers.find((path) => existsSync(path)) ?? null;
}

/** `pack`: the world of another trade than the county's. */
export async function openStage({ pack }: { pack?: string } = {}): Promise<Stage & { close: () => Promise<void> }> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'sanbao-browser-'));
  // PostgreSQL never runs as root, so another user must be able to reach the folder.
  await chmod(folder, 0o777);
  const base = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [join(root, 'bin', 'sanbao.js'), 'start', '--port', String(port), '--data', join(folder, 'data'), ...(pack === undefined ? [] : ['--pack', pack])], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  server.stdout.on('data', (piece: Buffer) => said.push(String(piece)));
  server.stderr.on('data', (piece: Buffer) => said.push(String(piece)));
  const cleared = () => rm(folder, { recursive: true, force: true });
  await ready(base, server, said).catch(async (error: unknown) => {
    await stopped(server);
    await cleared();
    throw error;
  });
  const browser = await chromium.launch({ executablePath: browserPath()!, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const { people } = (await (await fetch(`${base}/demo.json`)).json()) as { people: DemoPerson[] };
  return {
    base,
    people,
    as: async (who, showing = {}) => signedIn(await open(browser, base, showing), base, personOf(people, who), showing),
    stranger: (showing = {}) => open(browser, base, showing),
    close: async () => {
      await browser.close();
      await stopped(server);
      await cleared();
    },
  };
}

function personOf(people: readonly DemoPerson[], who: Role | DemoPerson): DemoPerson {
  if (typeof who !== 'string') return who;
  const found = people.find((it) => it.roles.includes(who));
  if (!found) throw new Error(`the demo world has no ${who}`);
  return found;
}

async function open(browser: Browser, base: string, { lang = 'zh-CN', dark = false, width = 1366, height = 860 }: Showing): Promise<Page> {
  const context = await browser.newContext({ baseURL: base, locale: lang, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

async function signedIn(page: Page, base: string, person: DemoPerson, { lang = 'zh-CN', dark = false }: Showing): Promise<Page> {
  const answer = await page.context().request.post('/api/auth/sign-in/email', { data: { email: person.email, password: person.password }, headers: { origin: base } });
  if (!answer.ok()) throw new Error(`${person.email} could not sign in: ${answer.status()} ${await answer.text()}`);
  await page.goto(`/?lang=${lang}&dark=${dark ? 1 : 0}`);
  await page.getByRole('main').waitFor();
  return page;
}

/** Everything axe finds against the level that law asks for; animations are off, so what is there is there. */
export async function accessibilityTroubles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/** A story fails by throwing; this is the plainest way to. */
export function must(truth: unknown, otherwise: string): asserts truth {
  if (!truth) throw new Error(otherwise);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}

async function ready(base: string, server: ChildProcess, said: readonly string[]): Promise<void> {
  const until = Date.now() + startWithinMs;
  while (Date.now() < until && server.exitCode === null) {
    const answer = await fetch(`${base}/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(`the server did not start:\n${said.join('')}`);
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((exit) => server.once('exit', exit));
  server.kill('SIGTERM');
  await gone;
}
