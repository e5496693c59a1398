/** The wiring, in reading order: database, tables, packs, organisation, sign-in, HTTP. */

import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Instant } from '../core/base/time.ts';
import { openDatabase } from './db/connect.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';
import { beginFirst, demoPeopleIn } from './first_start.ts';
import { timeOrderedId, type House } from './house.ts';
import { buildApp } from './http/app.ts';
import { openLogin } from './login/login.ts';
import { openShelf } from './pack/shelf.ts';
import { stopOnce, stopWithUs } from './stopping.ts';

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
};

export type Running = { readonly url: string; stop(): Promise<void> };

const root = join(import.meta.dirname, '..');

export async function startServer(options: StartOptions): Promise<Running> {
  const print = options.print ?? ((line) => console.log(line));
  const log = (line: string) => console.error(line);
  const db = await openDatabase({ databaseUrl: options.databaseUrl, dataDir: options.dataDir, log });
  const closing: (() => Promise<unknown>)[] = [() => db.close()];
  const stop = stopOnce(closing);
  try {
    await migrate(db.pool);
    const now = () => Date.now() as Instant;
    const house: House = { db, packs: openShelf(), now, newId: () => timeOrderedId(now()) };
    const begun = await beginFirst(house, options, print);

    const publicUrl = process.env['SANBAO_PUBLIC_URL'];
    const login = await openLogin(db.pool, { publicUrl });
    closing.push(() => login.close());
    const app = await buildApp({
      house, login, log, publicUrl, demo: await demoPeopleIn(house), consoleDir: await consoleFor(options, log),
      ready: () => checkReady(house),
    });
    closing.push(() => app.close());
    const url = await listen(app, options);
    if (options.standalone !== false) stopWithUs(stop, log);
    print(`Sanbao serves ${url}`);
    if (db.embedded && !db.embedded.dataDir.startsWith(resolve(options.dataDir))) print(`Data lies in ${db.embedded.dataDir}`);
    for (const line of begun) print(line);
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

/** Migrations are asked for each time: another node may be newer, and then this one must not serve. */
async function checkReady({ db }: House): Promise<void> {
  const pending = await pendingMigrations(db.pool);
  if (pending.length > 0) throw new Error(`tables are not up to date: ${pending.join(', ')}`);
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
