/** Checks every chain from its first fact, and a root kept elsewhere; names the first broken fact. Reads everything, changes nothing. */

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../core/base/time.ts';
import { asOwner } from '../db/transaction.ts';
import { genesis, hashOf, sha256, type JournalRow } from './chain.ts';

export type Broken = { readonly org: string; readonly stream: string; readonly seq: number; readonly fact: string | null; readonly reason: string };
export type Verified = { readonly facts: number; readonly streams: number; readonly broken: Broken | null };

type CheckedRow = JournalRow & { hash: Buffer; sealed: Buffer | null };

const pageRows = 5_000;

/** Walks all organisations, stream by stream, in pages. `onProgress` hears how many facts were checked. */
export async function verifyChains(pool: Pool, onProgress: (facts: number) => void = () => {}): Promise<Verified> {
  return asOwner(pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only');
    return walkChains(tx, onProgress);
  });
}

/** The same within a transaction of the caller's. */
export async function walkChains(tx: PoolClient, onProgress: (facts: number) => void = () => {}): Promise<Verified> {
  let facts = 0;
  let streams = 0;
  let previous: CheckedRow | null = null;
  for (;;) {
    const rows = await nextPage(tx, previous);
    for (const row of rows) {
      const broken = check(row, previous);
      if (broken) return { facts, streams, broken };
      if (!isSameStream(row, previous)) streams++;
      facts++;
      previous = row;
    }
    onProgress(facts);
    if (rows.length < pageRows) return { facts, streams, broken: null };
  }
}

async function nextPage(tx: PoolClient, after: CheckedRow | null): Promise<CheckedRow[]> {
  const { rows } = await tx.query<CheckedRow>(
    `select j.org_id, j.stream, j.seq, j.fact_id, j.kind, j.at, j.received_at, j.actor, j.pack, j.command_id, j.imported, j.disputed,
            j.data::text as data, j.personal_sha256, j.hash, p.sealed
       from journal j left join personal p on p.org_id = j.org_id and p.fact_id = j.fact_id
      where (j.org_id, j.stream, j.seq) > ($1, $2, $3)
      order by j.org_id, j.stream, j.seq limit ${pageRows}`,
    [after?.org_id ?? '', after?.stream ?? '', after?.seq ?? 0],
  );
  return rows;
}

function isSameStream(row: JournalRow, previous: JournalRow | null): boolean {
  return previous !== null && previous.org_id === row.org_id && previous.stream === row.stream;
}

function check(row: CheckedRow, previous: CheckedRow | null): Broken | null {
  const same = isSameStream(row, previous);
  const expectedSeq = same ? previous!.seq + 1 : 1;
  const where = { org: row.org_id, stream: row.stream, seq: row.seq, fact: row.fact_id };
  if (row.seq !== expectedSeq) return { ...where, seq: expectedSeq, fact: null, reason: 'a fact is missing here' };
  const hash = hashOf(same ? previous!.hash : genesis(row.org_id, row.stream), row);
  if (!hash.equals(row.hash)) return { ...where, reason: 'this fact is not what was recorded, or what came before it was changed' };
  if (row.personal_sha256 && !row.sealed) return { ...where, reason: 'the sealed personal part is gone' };
  if (row.personal_sha256 && !sha256(row.sealed!).equals(row.personal_sha256)) return { ...where, reason: 'the sealed personal part was changed' };
  return null;
}

type Head = { org_id: string; stream: string; seq: number; hash: Buffer };

/**
 * Seals all chains as they stand: a root over the last fact of every stream up to a position. The printed text,
 * `sanbao1:<position>:<root>`, is what to keep elsewhere.
 */
export async function sealJournal(pool: Pool, now: Instant): Promise<{ text: string; streams: number; position: number }> {
  const position = await asOwner(pool, async (tx) => {
    await holdWriters(tx);
    return lastPosition(tx);
  });
  return asOwner(pool, async (tx) => {
    const heads = await headsUpTo(tx, position);
    const root = rootOf(heads);
    const lines = heads.map((head) => `${head.org_id} ${head.stream} ${head.seq} ${head.hash.toString('hex', 0, 8)}\n`).join('');
    await tx.query('insert into journal_seal (position, root, sealed_at, heads) values ($1, $2, $3, $4) on conflict (position) do nothing', [
      position, root, new Date(now), gzipSync(lines),
    ]);
    return { text: sealText(position, root), streams: heads.length, position };
  });
}

/** Every writer holds its organisation's lock shared; holding all of them for a moment means that no position below is still to come. */
export async function holdWriters(tx: PoolClient): Promise<void> {
  await tx.query('select count(pg_advisory_xact_lock(1, hashtext(org_id))) from (select org_id from org order by org_id) o');
}

/** The root of all that this transaction sees, kept nowhere. It holds elsewhere only when no writer was under way. */
export async function rootOfAll(tx: PoolClient): Promise<string> {
  const position = await lastPosition(tx);
  return sealText(position, rootOf(await headsUpTo(tx, position)));
}

async function lastPosition(tx: PoolClient): Promise<number> {
  const { rows } = await tx.query<{ position: string }>('select coalesce(max(position), 0)::text as position from journal');
  return Number(rows[0]!.position);
}

function sealText(position: number, root: Buffer): string {
  return `sanbao1:${position}:${root.toString('hex')}`;
}

/** Checks that the journal still holds all that was there when `text` was printed. Run `verifyChains` as well: it proves what lies below the heads. */
export async function verifySeal(pool: Pool, text: string): Promise<SealVerdict> {
  return asOwner(pool, (tx) => holdAgainstSeal(tx, text));
}

export type SealVerdict = { ok: true; streams: number } | { ok: false; reason: string };

/** The same within a transaction of the caller's. */
export async function holdAgainstSeal(tx: PoolClient, text: string): Promise<SealVerdict> {
  const match = /^sanbao1:(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim());
  if (!match) return { ok: false, reason: 'this is not a root printed by `sanbao journal seal`' };
  const position = Number(match[1]);
  const heads = await headsUpTo(tx, position);
  if (rootOf(heads).toString('hex') === match[2]) return { ok: true, streams: heads.length };
  return { ok: false, reason: await culprit(tx, position, heads) };
}

async function headsUpTo(tx: PoolClient, position: number): Promise<Head[]> {
  const { rows } = await tx.query<Head>(
    `select distinct on (org_id, stream) org_id, stream, seq, hash from journal where position <= $1 order by org_id, stream, seq desc`,
    [position],
  );
  return rows.sort((a, b) => compare(a.org_id, b.org_id) || compare(a.stream, b.stream));
}

// By code unit, so that the root does not depend on the sorting rules of a database.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function rootOf(heads: readonly Head[]): Buffer {
  const root = createHash('sha256').update('sanbao seal 1\n');
  for (const head of heads) root.update(`${head.org_id} ${head.stream} ${head.seq} ${head.hash.toString('hex')}\n`);
  return root.digest();
}

/** The stored heads help to name the first stream that differs; when they were tampered with too, the root alone still shows that something was. */
async function culprit(tx: PoolClient, position: number, heads: readonly Head[]): Promise<string> {
  const { rows } = await tx.query<{ heads: Buffer }>('select heads from journal_seal where position = $1', [position]);
  if (!rows[0]) return 'the chains do not give this root, and the note of that seal is gone too';
  const now = new Map(heads.map((head) => [`${head.org_id} ${head.stream}`, `${head.seq} ${head.hash.toString('hex', 0, 8)}`]));
  for (const line of gunzipSync(rows[0].heads).toString('utf8').split('\n')) {
    const [org, stream, seq, hash] = line.split(' ');
    if (!stream) continue;
    const found = now.get(`${org} ${stream}`);
    if (found !== `${seq} ${hash}`) {
      const what = found === undefined ? 'is gone' : Number(found.split(' ')[0]) < Number(seq) ? `was cut: it ended at fact ${seq}` : 'was rewritten';
      return `stream ${stream} of ${org} ${what}`;
    }
  }
  return 'the chains do not give this root: streams were added below the sealed position, or the note of the seal was changed';
}
