/** Fills an empty database from a backup: all of it, verified, in one transaction; or nothing. */

import type { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import { asOwner } from '../db/transaction.ts';
import { migrationsDir, readMigrations } from '../db/migrate.ts';
import type { House } from '../house.ts';
import { sha256 } from '../journal/chain.ts';
import { brokenFile } from '../journal/file_bytes.ts';
import { fillRows } from '../journal/fill.ts';
import { refill } from '../journal/rebuild.ts';
import { holdAgainstSeal, walkChains } from '../journal/verify.ts';
import { damaged, readBackup, UnusableBackup, type Opening, type TableLine } from './backup_file.ts';
import { derivedDigests } from './derived_digest.ts';
import { keptSequences, keptTables } from './kept_tables.ts';
import { columnsOf, type Column } from './table_columns.ts';

export type BroughtBack = {
  readonly opening: Opening;
  readonly rows: Readonly<Record<string, number>>;
  readonly facts: number;
  readonly chains: number;
  readonly streams: number;
  /** Messages that were on their way and now wait for somebody's word. */
  readonly parked: number;
  /** Derived tables that do not show what they showed where the backup was made; null when the backup cannot tell. */
  readonly differing: readonly string[] | null;
};

/** The database is not empty, so nothing was done. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

export type Stage = 'filling' | 'verifying' | 'reading';

/** The tables must be there and hold nothing. `onStage` hears what is being done now. */
export async function bringBack(house: House, input: Readable, onStage: (stage: Stage) => void = () => {}): Promise<BroughtBack> {
  return asOwner(house.db.pool, async (tx) => {
    // Whoever founds an organisation or signs in meanwhile waits, and then finds it all there.
    await tx.query('lock table public.org, login."user", login.secret in access exclusive mode');
    await refuseUnlessEmpty(tx);
    onStage('filling');
    const { opening, rows } = await fill(tx, input);
    for (const { name } of keptTables) await tx.query(`analyze ${(await columnsOf(tx, name)).quoted}`);
    onStage('verifying');
    const { facts, streams: chains } = await verified(tx, opening);
    const parked = await parkMessages(tx, house);
    onStage('reading');
    const streams = await refill(tx, house);
    const differing = opening.keys ? await differingFrom(tx, opening) : null;
    // Not undone by a rollback, and harmless then: numbers left out.
    for (const name of keptSequences) {
      const value = opening.sequences[name] ?? 0;
      if (value > 0) await tx.query('select setval($1::regclass, $2)', [name, value]);
    }
    return { opening, rows, facts, chains, streams, parked, differing };
  });
}

/** Reads a backup to its end without any database: is it whole, and would this program take it? */
export async function examine(input: Readable): Promise<{ opening: Opening; rows: Record<string, number> }> {
  let opening: Opening | null = null;
  let table = '';
  const rows: Record<string, number> = {};
  for await (const piece of readBackup(input)) {
    if ('opening' in piece) refuseUnfit((opening = piece.opening));
    else if ('table' in piece) rows[(table = piece.table)] = 0;
    else rows[table] = rows[table]! + piece.rows.length;
  }
  return { opening: opening!, rows };
}

async function refuseUnlessEmpty(tx: PoolClient): Promise<void> {
  for (const name of ['public.org', 'public.journal', 'public.command', 'public.personal', 'login."user"']) {
    const { rows } = await tx.query<{ is_there: boolean }>(`select exists (select from ${name}) as is_there`);
    if (rows[0]!.is_there) throw new NotEmpty('There is something in this database already. A backup is restored into an empty one only.');
  }
  // A program that was started here has made one, and signs with it until it is started again.
  await tx.query('delete from login.secret');
}

async function fill(tx: PoolClient, input: Readable): Promise<{ opening: Opening; rows: Record<string, number> }> {
  let opening: Opening | null = null;
  let target: { name: string; quoted: string; columns: readonly Column[] } | null = null;
  const rows: Record<string, number> = {};
  for await (const piece of readBackup(input)) {
    if ('opening' in piece) refuseUnfit((opening = piece.opening));
    else if ('table' in piece) {
      target = await targetOf(tx, piece);
      rows[piece.table] = 0;
    } else {
      const { name, quoted, columns } = target!;
      rows[name] = rows[name]! + (await fillRows(tx, quoted, columns, piece.rows).catch(refuseRows(name)));
    }
  }
  return { opening: opening!, rows };
}

async function targetOf(tx: PoolClient, { table, columns }: TableLine) {
  if (!keptTables.some((kept) => kept.name === table)) throw damaged(`it has a table ${table} that no backup has`);
  const known = await columnsOf(tx, table);
  const filled = columns.map((name) => known.columns.find((column) => column.name === name));
  const missing = columns.find((_, at) => filled[at] === undefined);
  if (missing !== undefined) throw damaged(`it has a column ${table}.${missing} that no backup has`);
  return { name: table, quoted: known.quoted, columns: filled as Column[] };
}

/** What PostgreSQL cannot take for a row of this table is the file's fault; a lost connection or a full disk is not. */
function refuseRows(table: string) {
  return (error: unknown): never => {
    const { code } = error as { code?: string };
    if (code?.startsWith('22') || code?.startsWith('23'))
      throw new UnusableBackup(damaged(`rows of ${table} do not fit`).message, { cause: error });
    throw error;
  };
}

function refuseUnfit({ migrations }: Opening): void {
  const ours = new Map(readMigrations(migrationsDir).map(({ name, sha256 }) => [name, sha256]));
  for (const { name, sha256 } of migrations) {
    const known = ours.get(name);
    if (known === undefined)
      throw new UnusableBackup(
        `This backup was made by a newer program: it knows ${name}. Restore it with that one, or a newer one still.`,
      );
    if (known !== sha256) throw new UnusableBackup(`This backup was made by another program: its ${name} is not ours.`);
  }
}

async function verified(tx: PoolClient, { root }: Opening): Promise<{ facts: number; streams: number }> {
  const { broken, ...counts } = await walkChains(tx);
  if (broken)
    throw new UnusableBackup(
      `This backup holds a broken chain, at fact ${broken.seq} of ${broken.stream} in ${broken.org}: ${broken.reason}. Nothing was restored.`,
    );
  for (const { hash, bundle } of (
    await tx.query<{ hash: string; bundle: string }>('select hash, bundle::text as bundle from public.pack_text')
  ).rows) {
    if (sha256(bundle).toString('hex') !== hash) throw damaged(`the text of pack version ${hash.slice(0, 12)} is not what it was`);
  }
  const brokenOne = await brokenFile(tx);
  if (brokenOne) throw damaged(`file ${brokenOne.hash.slice(0, 12)} of case ${brokenOne.caseId} is not what it was`);
  const sealed = await holdAgainstSeal(tx, root);
  if (!sealed.ok)
    throw new UnusableBackup(`The facts in this backup do not give the root it was made with: ${sealed.reason}. Nothing was restored.`);
  return counts;
}

/** They were sent long since by the system that was copied; a drill, above all, must write to nobody. */
async function parkMessages(tx: PoolClient, house: House): Promise<number> {
  const { rowCount } = await tx.query(
    `update public.message set state = 'parked', last_error = 'it was on its way when the backup was made', ended_at = $1 where state = 'waiting'`,
    [new Date(house.now())],
  );
  return rowCount ?? 0;
}

async function differingFrom(tx: PoolClient, { derived }: Opening): Promise<string[]> {
  const now = await derivedDigests(tx);
  return Object.keys(now).filter((table) => derived[table] !== undefined && derived[table].digest !== now[table]!.digest);
}
