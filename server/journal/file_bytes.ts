/** The bytes of a case's files, beside the journal that names them by hash; personal ones sealed under the key of their person. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { sha256 } from './chain.ts';
import { keysFor } from './personal.ts';

type FileKey = { readonly org: string; readonly caseId: string; readonly hash: string };

export async function keepFile(tx: PoolClient, { org, caseId, hash }: FileKey, bytes: Buffer, sealedFor: string | null): Promise<void> {
  const key = sealedFor === null ? null : (await keysFor(tx, org, [sealedFor])).get(sealedFor)!;
  // Withdrawn once and added again: the bytes may be there still, under another mark.
  await tx.query('delete from case_file where org_id = $1 and case_id = $2 and hash = $3', [org, caseId, hash]);
  await tx.query('insert into case_file (org_id, case_id, hash, sealed_for, bytes) values ($1, $2, $3, $4, $5)', [
    org, caseId, hash, sealedFor, key === null ? bytes : sealed(key, hash, bytes),
  ]);
}

/** null when they are gone, or the key that opened them is. */
export async function readFile(client: PoolClient, { org, caseId, hash }: FileKey): Promise<Buffer | null> {
  const { rows } = await client.query<Kept>({ name: 'case_file_read', text: `${keptFiles} where f.org_id = $1 and f.case_id = $2 and f.hash = $3`, values: [org, caseId, hash] });
  return rows[0] === undefined ? null : opened(rows[0]);
}

export async function keptHashes(client: PoolClient, org: string, caseId: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ hash: string }>({
    name: 'case_file_hashes',
    text: `select f.hash from case_file f where f.org_id = $1 and f.case_id = $2
             and (f.sealed_for is null or exists (select from person_key k where k.org_id = f.org_id and k.person_id = f.sealed_for))`,
    values: [org, caseId],
  });
  return new Set(rows.map((row) => row.hash));
}

export async function forgetFiles(tx: PoolClient, org: string, person: string): Promise<void> {
  await tx.query('delete from case_file where org_id = $1 and sealed_for = $2', [org, person]);
}

/** The first file of any organisation whose bytes are not what its hash says; one by one, because each may be large. */
export async function brokenFile(tx: PoolClient): Promise<FileKey | null> {
  const { rows } = await tx.query<{ org_id: string; case_id: string; hash: string }>('select org_id, case_id, hash from case_file order by 1, 2, 3');
  for (const { org_id: org, case_id: caseId, hash } of rows) {
    const bytes = await readFile(tx, { org, caseId, hash }).catch(() => Buffer.alloc(0));
    // Without its key nobody can tell.
    if (bytes !== null && sha256(bytes).toString('hex') !== hash) return { org, caseId, hash };
  }
  return null;
}

type Kept = { hash: string; sealed_for: string | null; bytes: Buffer; key: Buffer | null };

const keptFiles = `select f.hash, f.sealed_for, f.bytes, k.key from case_file f left join person_key k on k.org_id = f.org_id and k.person_id = f.sealed_for`;

/** nonce (12) ‖ tag (16) ‖ ciphertext; bound to its hash, so that sealed files can't be swapped. */
function sealed(key: Buffer, hash: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(hash));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function opened({ hash, sealed_for, bytes, key }: Kept): Buffer | null {
  if (sealed_for === null) return bytes;
  if (key === null) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(hash)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}
