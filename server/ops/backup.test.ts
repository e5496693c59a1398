import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { openDatabase } from '../db/connect.ts';
import { asOwner, readOrg } from '../db/transaction.ts';
import { demoOrg, demoPeople } from '../demo/world.ts';
import { derivedTables, checkDerived } from '../journal/rebuild.ts';
import { sealJournal, verifyChains, verifySeal } from '../journal/verify.ts';
import { perform } from '../journal/perform.ts';
import { getFile } from '../read/case_file.ts';
import { openLogin } from '../login/login.ts';
import { bringBack, examine, NotEmpty } from './bring_back.ts';
import { UnusableBackup } from './backup_file.ts';
import { keptTables, leftTables } from './kept_tables.ts';
import { backupOf, demoHouseOn, houseOnPool, rowsOf, streamOf } from './world.fixture.ts';

// Here the world is made in an embedded database, and there it is restored into one on a server.
const folder = mkdtempSync(join(tmpdir(), 'sanbao-drill-'));
chmodSync(folder, 0o755);
const embedded = await openDatabase({ dataDir: folder });
const there = await freshDatabase();
const keyless = await freshDatabase();
afterAll(async () => {
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
});
const here = await demoHouseOn(embedded);
await asOwner(embedded.pool, (tx) =>
  tx.query(
    `insert into message (org_id, message_id, channel, recipient, kind, body, made_at, due_at) values ($1, 'm1', 'email', 'agent', 'alarm', '{}', now(), now())`,
    [demoOrg],
  ),
);
// A photo of somebody's meter, and a drawing that is nobody's.
const photo = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(300_000, 5)]);
const drawing = Buffer.from('%PDF-1.7 wiring of the county');
const [filed] = await readOrg(embedded.pool, demoOrg, async (tx) => (await tx.query<{ case_id: string }>('select case_id from case_list where customer_id is not null order by number limit 1')).rows);
const manager = { org: demoOrg, person: 'manager', name: 'manager', roles: ['manager'] as const };
for (const [name, bytes, personal] of [['photo.png', photo, true], ['drawing.pdf', drawing, false]] as const) {
  const added = await perform(here, manager, 'case.add_file', { case_id: filed!.case_id }, { name, personal, content: bytes.toString('base64') }, `file-${name}`);
  if (added.status !== 'recorded') throw new Error(JSON.stringify(added));
}
const fileOf = (house: typeof here, bytes: Buffer) =>
  getFile({ house, actor: manager, lang: 'en', now: here.now() }, { case_id: filed!.case_id, hash: createHash('sha256').update(bytes).digest('hex') });
const sealed = await sealJournal(embedded.pool, here.now());
const bytes = await backupOf(here);
const restored = houseOnPool(there.pool);

// A message on its way is parked by a restore, and that alone may differ.
const isLeft = (table: string) => leftTables.includes(table) || table === 'public.message';
const demoReport = { zone: 'urban', channel: 'phone', phone: '13900000009', caller_name: '后来人' } as const;
const agent = { org: demoOrg, person: 'agent', name: 'agent', roles: ['agent'] as const };

test('every table is kept, left on purpose, or can be read off the others', async () => {
  const known = new Set([...keptTables.map((table) => table.name), ...leftTables, ...derivedTables.map((table) => `public.${table}`)]);
  const tables = Object.keys(await rowsOf(embedded.pool, () => false));
  // A new table that must not be lost belongs into server/ops/kept_tables.ts.
  expect(tables.filter((table) => !known.has(table))).toEqual([]);
});

describe('restored elsewhere', () => {
  test('every row of every table is the same, chains verify, lists need no rebuild', async () => {
    const done = await bringBack(restored, streamOf(bytes));
    expect(done.differing).toEqual([]);
    expect(await rowsOf(there.pool, isLeft)).toEqual(await rowsOf(embedded.pool, isLeft));
    expect(done.parked).toBe(1);
    expect(await verifyChains(there.pool)).toEqual({ facts: done.facts, streams: done.chains, broken: null });
    expect((await checkDerived(restored)).differences).toEqual([]);
    expect(await verifySeal(there.pool, sealed.text)).toMatchObject({ ok: true });
    expect(await verifySeal(embedded.pool, done.opening.root)).toMatchObject({ ok: true });
  });

  test('files come back byte by byte, the sealed one opened by its key', async () => {
    expect((await fileOf(restored, photo)).bytes.equals(photo)).toBe(true);
    expect(await fileOf(restored, drawing)).toMatchObject({ name: 'drawing.pdf', type: 'application/pdf', bytes: drawing });
  });

  test('everybody signs in as before', async () => {
    const login = await openLogin(there.pool);
    const [first] = demoPeople;
    const answer = await login.auth.api.signInEmail({ body: { email: first!.email, password: first!.password }, asResponse: true });
    expect(answer.status).toBe(200);
    await login.close();
  });

  test('work goes on: new facts, new numbers, and a retry of an old command gets its first answer', async () => {
    const report = await perform(restored, agent, 'case.report', {}, demoReport, 'after-restore');
    expect(report.status).toBe('recorded');
    const { rows } = await readOrg(there.pool, demoOrg, (tx) =>
      tx.query<{ n: number }>('select count(distinct number)::int = count(*)::int as unique from case_list'),
    );
    expect(rows).toEqual([{ unique: true }]);
    expect((await verifyChains(there.pool)).broken).toBeNull();
  });

  test('a second time it finds the database in use and changes nothing', async () => {
    const before = await rowsOf(there.pool, () => false);
    await expect(bringBack(restored, streamOf(bytes))).rejects.toThrow(NotEmpty);
    expect(await rowsOf(there.pool, () => false)).toEqual(before);
  });
});

test('a backup while people work is of one moment', async () => {
  const working = Promise.all(
    Array.from({ length: 30 }, (_, i) => perform(here, agent, 'case.report', {}, demoReport, `at-work-${i}`.padEnd(10, '-'))),
  );
  const meanwhile = await backupOf(here);
  await working;
  const { opening, rows } = await examine(streamOf(meanwhile));
  expect(await verifySeal(embedded.pool, opening.root)).toMatchObject({ ok: true });
  expect(Number(opening.root.split(':')[1])).toBeLessThanOrEqual(
    Number((await asOwner(embedded.pool, (tx) => tx.query<{ n: number }>('select max(position) as n from journal'))).rows[0]!.n),
  );
  expect(rows['public.command']).toBeGreaterThan(0);
});

describe('what cannot be used is refused, and leaves nothing', () => {
  const text = gunzipSync(bytes).toString('utf8');
  const changed = (from: string | RegExp, to: string) => {
    expect(text).toMatch(from);
    return gzipSync(text.replace(from, to));
  };
  const damagedAt = (share: number) => {
    const copy = Buffer.from(bytes);
    const at = Math.floor(copy.length * share);
    copy[at] = copy[at]! ^ 0xff;
    return copy;
  };
  // Looked up by name: a test runner would print the whole file into the title otherwise.
  const files = new Map<string, readonly [file: Buffer, words: string]>(
    (
      [
        ['nothing at all', Buffer.alloc(0), 'not a backup'],
        ['another kind of file', Buffer.from('PK\u0003\u0004 a spreadsheet'), 'not a backup'],
        ['something else compressed', gzipSync('hello\n'), 'not a backup'],
        ['cut off in the middle', bytes.subarray(0, bytes.length / 2), 'cut off'],
        ['without its last byte', bytes.subarray(0, -1), 'cut off'],
        ['without its end line', gzipSync(text.slice(0, text.lastIndexOf('{"end"'))), 'cut off'],
        ['one byte flipped early', damagedAt(0.3), 'damaged'],
        ['one byte flipped late', damagedAt(0.9), 'damaged'],
        ['of a newer form', changed('"sanbao_backup":1', '"sanbao_backup":2'), 'newer program'],
        [
          'of newer tables',
          changed('{"name":"0001_journal.sql"', '{"name":"9999_later.sql","sha256":""},{"name":"0001_journal.sql"'),
          'newer program',
        ],
        ['of another program', changed(/"sha256":"[0-9a-f]{4}/, '"sha256":"0000'), 'another program'],
        ['a word changed by hand', changed('case.reported', 'case.resolved'), 'checksum'],
        ['a row taken out', changed(/\n\[[^\n]*case\.reported[^\n]*/, ''), 'checksum'],
        ['a table of its own', changed('"table":"public.org"', '"table":"public.pg_authid"'), 'no backup has'],
        ['a column of its own', changed('"columns":["org_id"', '"columns":["1; drop table org"'), 'no backup has'],
        ['something behind its end', gzipSync(`${text}["more"]\n`), 'follows its end'],
      ] as const
    ).map(([what, file, words]) => [`${what} → ${words}`, [file, words]]),
  );
  test.each([...files.keys()])('%s', async (what) => {
    const [file, words] = files.get(what)!;
    const before = await rowsOf(keyless.pool, () => false);
    const restoring = bringBack(houseOnPool(keyless.pool), streamOf(file));
    await expect(restoring).rejects.toThrow(words);
    await expect(restoring).rejects.toThrow(UnusableBackup);
    expect(await rowsOf(keyless.pool, () => false)).toEqual(before);
  });

  test('forged with a fitting checksum → the chain tells', async () => {
    const body = text.slice(0, text.lastIndexOf('{"end"')).replace(', "case.reported", ', ', "case.resolved", ');
    const end = JSON.parse(text.slice(text.lastIndexOf('{"end"'))) as object;
    const forged = gzipSync(`${body}${JSON.stringify({ ...end, sha256: createHash('sha256').update(body).digest('hex') })}\n`);
    await expect(bringBack(houseOnPool(keyless.pool), streamOf(forged))).rejects.toThrow('broken chain');
  });
});

test('a file changed with a fitting checksum → its hash tells, and nothing is restored', async () => {
  const text = gunzipSync(bytes).toString('utf8');
  const body = text.slice(0, text.lastIndexOf('{"end"')).replace(drawing.toString('hex'), Buffer.from('%PDF-1.7 wiring of the County').toString('hex'));
  const end = JSON.parse(text.slice(text.lastIndexOf('{"end"'))) as object;
  const forged = gzipSync(`${body}${JSON.stringify({ ...end, sha256: createHash('sha256').update(body).digest('hex') })}\n`);
  await expect(bringBack(houseOnPool(keyless.pool), streamOf(forged))).rejects.toThrow(/file .* is not what it was/);
});

test('without keys: the evidence is whole, and nobody can be recognised or sign in', async () => {
  const file = await backupOf(here, false);
  const text = gunzipSync(file).toString('utf8');
  for (const secret of [...demoPeople.map((each) => each.email), '王', '@', drawing.toString('hex')]) expect(text).not.toContain(secret);
  const done = await bringBack(houseOnPool(keyless.pool), streamOf(file));
  expect(done.differing).toBeNull();
  expect((await verifyChains(keyless.pool)).broken).toBeNull();
  const { rows } = await asOwner(keyless.pool, (tx) =>
    tx.query(
      `select (select count(*) from customer_list where name is not null) as named, (select count(*) from login."user") as accounts`,
    ),
  );
  expect(rows).toEqual([{ named: 0, accounts: 0 }]);
});
