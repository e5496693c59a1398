/** The wiring, in reading order: database, tables, packs, organisation, alarms and messages, sign-in, HTTP. */

import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Instant } from '../core/base/time.ts';
import { openDatabase } from './db/connect.ts';
import { migrate } from './db/migrate.ts';
import { beginFirst, demoPeopleIn } from './first_start.ts';
import { timeOrderedId, type House } from './house.ts';
import { buildApp } from './http/app.ts';
import { logModeOf, openLog } from './ops/log.ts';
import { openMeasures } from './ops/measures.ts';
import { openReadiness } from './ops/readiness.ts';
import { openBell } from './jobs/bell.ts';
import { startJobs } from './jobs/jobs.ts';
import { openLogin } from './login/login.ts';
import { addressRules } from './outside/address.ts';
import { openEmail, type Email } from './outside/email.ts';
import { openShelf } from './pack/shelf.ts';
import { closeInTime, stopOnce, stopWithUs } from './stopping.ts';

export type StartOptions = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** A PostgreSQL server takes the place of the embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Begin with an organisation of one's own. */
  readonly org?: string;
  /** Pack of an organisation that begins now. */
  readonly pack?: string;
  /** Make the demo county when there is no organisation yet. */
  readonly demo: boolean;
  readonly print?: (line: string) => void;
  /** A program of its own: follows signals and its parent, and builds the console when that is missing or old. Else a part of another. */
  readonly standalone?: boolean;
  /** Takes the log, as JSON; otherwise standard error does, as `SANBAO_LOG` says. */
  readonly logTo?: (line: string) => void;
  /** How long requests under way may take when it stops, before they are cut off. */
  readonly patienceMs?: number;
};

export type Running = { readonly url: string; stop(): Promise<void> };

const root = join(import.meta.dirname, '..');

export async function startServer(options: StartOptions): Promise<Running> {
  const print = options.print ?? ((line) => console.log(line));
  const now = () => Date.now() as Instant;
  const logMode = options.logTo ? 'json' : logModeOf(process.env['SANBAO_LOG'], process.stderr.isTTY || options.standalone === false);
  const programLog = openLog(logMode, now, options.logTo ?? ((line) => console.error(line)));
  const log = programLog.say;
  const db = await openDatabase({ databaseUrl: options.databaseUrl, dataDir: options.dataDir, log });
  const closing: (() => Promise<unknown>)[] = [() => db.close()];
  const stop = stopOnce(closing);
  try {
    await migrate(db.pool);
    const bell = openBell(db.pool, log);
    closing.push(() => bell.stop());
    const house: House = { db, packs: openShelf(), now, newId: () => timeOrderedId(now()), bell };
    const begun = await beginFirst(house, options, print);

    const publicUrl = process.env['SANBAO_PUBLIC_URL'];
    const email = openMail();
    closing.push(async () => email?.close());
    const jobs = startJobs(house, { log, bell, publicUrl, email, rules: addressRules(process.env['SANBAO_WEBHOOK_ALLOW']) });
    closing.push(() => jobs.stop());
    const login = await openLogin(db.pool, { publicUrl, log, provider: providerIn(process.env), sendLetter: email ? (letter) => email.send(letter) : undefined });
    closing.push(() => login.close());
    const readiness = openReadiness(house);
    const measures = openMeasures(house, { version: programVersion(), ready: readiness.check });
    closing.push(async () => measures.close());
    const app = await buildApp({
      house, login, log, publicUrl, proxies: listIn(process.env['SANBAO_PROXIES']), demo: await demoPeopleIn(house), consoleDir: await consoleFor(options, log),
      ready: readiness.check,
      watch: { measures, log: programLog, readiness, metricsToken: process.env['SANBAO_METRICS_TOKEN'], isBehindProxy: publicUrl !== undefined },
    });
    closing.push(() => closeInTime(app, options.patienceMs));
    const url = await listen(app, options);
    if (options.standalone !== false) stopWithUs(stop, log);
    print(`Sanbao serves ${url}`);
    if (db.embedded && !db.embedded.dataDir.startsWith(resolve(options.dataDir))) print(`Data lies in ${db.embedded.dataDir}`);
    for (const line of begun(publicUrl ?? url)) print(line);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, { host, port }: StartOptions): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken by another program. Choose another with --port.`, { cause: error });
    if (code === 'EACCES') throw new Error(`Port ${port} may not be used by this user. Choose one above 1023 with --port.`, { cause: error });
    throw error;
  }
  const address = app.addresses()[0] as AddressInfo;
  const isAnywhere = address.address === '0.0.0.0' || address.address === '::';
  const shown = isAnywhere ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${shown}:${address.port}`;
}

/** People sign in through a provider of their organisation when all three are set. */
function providerIn(env: NodeJS.ProcessEnv) {
  const { SANBAO_OIDC_ISSUER: issuer, SANBAO_OIDC_CLIENT_ID: clientId, SANBAO_OIDC_CLIENT_SECRET: clientSecret } = env;
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined;
}

function listIn(text: string | undefined): string[] | undefined {
  const parts = text?.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return parts?.length ? parts : undefined;
}

/** Letters are written when both are set. */
function openMail(): Email | null {
  const { SANBAO_SMTP_URL: url, SANBAO_MAIL_FROM: from } = process.env;
  if (url === undefined || url === '') return null;
  if (from === undefined || from === '') throw new Error('SANBAO_SMTP_URL is set, so SANBAO_MAIL_FROM must say whom letters come from.');
  return openEmail(url, from);
}

function programVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** tools/build.ts, which is not there where only the program was installed. */
type Builder = { buildConsole(): Promise<void>; consoleIsStale(): Promise<boolean> };

async function consoleFor({ standalone }: StartOptions, log: (line: string) => void): Promise<string> {
  const builder = join(root, 'tools', 'build.ts');
  // A shop installs without the development part and gets the console built.
  const canBuild = standalone !== false && existsSync(builder) && existsSync(join(root, 'node_modules', 'vite'));
  if (canBuild) await buildWhatIsOld(builder, log);
  return join(root, 'dist', 'console');
}

async function buildWhatIsOld(builder: string, log: (line: string) => void): Promise<void> {
  try {
    const { buildConsole, consoleIsStale } = (await import(builder)) as Builder;
    if (!(await consoleIsStale())) return;
    log('Building the console; this takes a moment the first time.');
    await buildConsole();
  } catch (error) {
    // The API is served all the same, and so is a console that was built before.
    log(`The console could not be built: ${(error as Error).message}`);
  }
}
