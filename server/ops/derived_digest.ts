/** What the derived tables hold, in one number each: two databases that show the same give the same. */

import type { PoolClient } from 'pg';
import { derivedTables } from '../journal/rebuild.ts';

export type Digests = Record<string, { rows: number; digest: string }>;

/** A sum over the rows, so that their order does not matter. Sixty bits of each row's MD5 against accidents, not against forgers: those meet the chain. */
export async function derivedDigests(tx: PoolClient): Promise<Digests> {
  const digests: Digests = {};
  for (const table of derivedTables) {
    const { rows } = await tx.query<{ rows: number; digest: string }>(
      `select count(*)::int as rows, coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text as digest from public.${table} t`,
    );
    digests[table] = rows[0]!;
  }
  return digests;
}
