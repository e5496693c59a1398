/** Personal data, sealed with a key per person and laid beside the chain. Destroying the key forgets the person. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';

export type Personal = Readonly<Record<string, unknown>>;

/** nonce (12) ‖ tag (16) ‖ ciphertext; bound to its fact, so that sealed parts can't be swapped between facts. */
export function seal(key: Buffer, factId: string, fields: Personal): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(factId));
  const body = Buffer.concat([cipher.update(JSON.stringify(fields), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The fields, or null when the key is gone: an erased person. Throws when the sealed bytes were tampered with. */
export function open(key: Buffer | null, factId: string, sealed: Buffer): Personal | null {
  if (!key) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(factId)).setAuthTag(sealed.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')) as Personal;
}

/** The key of each person, made now for those who have none. An erased person gets a new key for new data; the old stays gone. */
export async function keysFor(tx: PoolClient, org: string, people: readonly string[]): Promise<Map<string, Buffer>> {
  if (people.length === 0) return new Map();
  const keys = new Map<string, Buffer>();
  // What another command made a moment ago is neither inserted nor seen by the first look; the second one sees it.
  while (keys.size < people.length) {
    const { rows } = await tx.query<{ person_id: string; key: Buffer }>({
      name: 'keys_for',
      text: `with made as (
               insert into person_key (org_id, person_id, key) select $1, p.id, p.key from unnest($2::text[], $3::bytea[]) as p(id, key)
               on conflict do nothing returning person_id, key
             )
             select person_id, key from made union all select person_id, key from person_key where org_id = $1 and person_id = any($2)`,
      values: [org, people, people.map(() => randomBytes(32))],
    });
    for (const row of rows) keys.set(row.person_id, row.key);
  }
  return keys;
}
