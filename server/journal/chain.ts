/** The chain of one stream: what exactly is hashed, and how. Anyone can check it with a SHA-256 and this page. */

import { createHash } from 'node:crypto';
import { canonical } from '../../core/base/canonical.ts';
import { isoOf, type Instant } from '../../core/base/time.ts';

/** One line of the journal as it is hashed and stored; `data` is the canonical text itself. */
export type JournalRow = {
  readonly org_id: string;
  readonly stream: string;
  readonly seq: number;
  readonly fact_id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly received_at: Instant;
  readonly actor: string;
  readonly pack: string | null;
  readonly command_id: string;
  readonly imported: boolean;
  readonly disputed: readonly string[];
  readonly data: string;
  readonly personal_sha256: Buffer | null;
};

/** What the first fact of a stream is chained to, so that a chain can't be moved to another name. */
export function genesis(org: string, stream: string): Buffer {
  return sha256(`sanbao journal 1\n${org}\n${stream}`);
}

export function hashOf(previous: Buffer, row: JournalRow): Buffer {
  const text = canonical({
    org: row.org_id, stream: row.stream, seq: row.seq, id: row.fact_id, kind: row.kind, at: isoOf(row.at),
    received_at: isoOf(row.received_at), actor: row.actor, pack: row.pack, command: row.command_id, imported: row.imported,
    disputed: row.disputed, data: row.data, personal: row.personal_sha256?.toString('hex') ?? null,
  });
  return createHash('sha256').update(previous).update(text).digest();
}

export function sha256(content: string | Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}
