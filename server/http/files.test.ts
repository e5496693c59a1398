import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../db/transaction.ts';
import { rebuild } from '../journal/rebuild.ts';
import type { CaseAround } from '../../wire/view/case_around.ts';
import { servedHouse, type PersonName } from './site.fixture.ts';

const { call, app, house } = await servedHouse(['county', 'harbour']);
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40_000, 7)]);
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
let case_id = '';
let customer_id = '';

const add = (bytes: Buffer, more: object = {}, as: PersonName = 'an', of = case_id) =>
  call('case.add_file', { as, params: { case_id: of }, body: { name: '电表.png', content: bytes.toString('base64'), ...more } });
const get = (hash: string, { as = 'an' as PersonName, org = 'county', show = false } = {}) =>
  call('case.file', { as, org, params: { case_id, hash }, ...(show ? { query: { show: 'true' } } : {}) });
const around = async (as: PersonName = 'an', of = case_id): Promise<CaseAround> => (await call('case.around', { as, params: { case_id: of } })).json();

beforeAll(async () => {
  const body = { zone: 'urban', channel: 'phone', caller_name: '王芳', phone: '13900000001', address: '城关镇 1 号', customer: { name: '王大明', phones: ['13900000002', '13900000003'] } };
  ({ case_id, customer_id } = (await call('case.report', { as: 'an', body })).json().ids);
});

describe('a file of a case', () => {
  test('comes back byte by byte, and never as something that runs', async () => {
    const added = await add(png);
    expect([added.statusCode, added.json().ids]).toEqual([200, { case_id, hash: hashOf(png) }]);
    const saved = await get(hashOf(png));
    expect(saved.rawPayload.equals(png)).toBe(true);
    expect(saved.headers).toMatchObject({
      'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin', 'content-disposition': `attachment; filename="__.png"; filename*=UTF-8''${encodeURIComponent('电表.png')}`,
    });
    expect((await get(hashOf(png), { show: true })).headers['content-disposition']).toMatch(/^inline/);
  });

  test('markup is plain text for saving, whatever it was called', async () => {
    const page = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
    expect((await add(page, { name: 'page.html' })).statusCode).toBe(200);
    const { headers } = await get(hashOf(page), { show: true });
    expect([headers['content-type'], headers['content-disposition']]).toEqual(['text/plain; charset=utf-8', `attachment; filename="page.html.txt"; filename*=UTF-8''page.html.txt`]);
  });

  test.each([
    ['a program', Buffer.from('MZ\x90\0\x03', 'latin1'), {}, 409, 'file_type_unknown'],
    ['what is not base64', png, { content: '!!!!' }, 409, 'file_type_unknown'],
    ['base64 with something behind it', png, { content: `${png.toString('base64')}%` }, 409, 'file_type_unknown'],
    ['the same again', png, { name: 'again.png' }, 409, 'file_there_already'],
    ['no name', png, { name: ' ' }, 400, 'bad_request'],
    ['a name over two lines', png, { name: 'a\nb' }, 400, 'bad_request'],
  ] as const)('%s is refused', async (_, bytes, more, status, code) => {
    const answer = await add(bytes, more);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  test('eight megabytes are taken, a byte more is not, and a body beyond all measure is not read', async () => {
    const eight = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(8 * 1024 * 1024 - 8)]);
    expect((await add(eight)).statusCode).toBe(200);
    expect((await get(hashOf(eight))).rawPayload.equals(eight)).toBe(true);
    expect((await add(Buffer.concat([eight, Buffer.from('x')]))).json().code).toBe('file_too_large');
    expect((await add(Buffer.alloc(10 * 1024 * 1024))).statusCode).toBe(413);
    // Everything else stays at its megabyte.
    expect((await call('case.close', { as: 'an', params: { case_id }, body: { outcome: 'x'.repeat(2_000_000) } })).statusCode).toBe(413);
  });

  test('is listed with who and when; an engineer of the case adds one, another does not', async () => {
    expect((await add(Buffer.from('%PDF-1 wu'), {}, 'wu')).json().code).toBe('not_allowed');
    await call('case.assign', { as: 'ding', params: { case_id }, body: { visit_id: 'v1', engineer_id: 'wu' } });
    expect((await add(Buffer.from('%PDF-1 wu'), { name: 'meter.pdf', personal: false }, 'wu')).statusCode).toBe(200);
    const { files } = await around('wu');
    expect(files.find((file) => file.name === 'meter.pdf')).toMatchObject({ type: 'application/pdf', size: 9, personal: false, kept: true, added_by: 'wu' });
    expect(files).toHaveLength(4);
    expect((await get(hashOf(png), { as: 'qian' })).json().code).toBe('not_allowed');
    expect((await get(hashOf(png), { as: 'guan' })).json().code).toBe('not_allowed');
    expect((await get(hashOf(png), { org: 'harbour' })).json().code).toBe('unknown_case');
    expect((await get(hashOf(Buffer.from('never')))).json().code).toBe('unknown_file');
  });

  test('its bytes are in one table only, and sealed there when they are personal', async () => {
    const rows = await asOwner(house.db.pool, async (tx) => (await tx.query<{ hash: string; sealed_for: string | null; bytes: Buffer }>('select * from case_file')).rows);
    expect(new Set(rows.map((row) => row.sealed_for))).toEqual(new Set([customer_id, null]));
    const sealed = rows.find((row) => row.hash === hashOf(png))!;
    expect(sealed.bytes.includes(png.subarray(0, 64))).toBe(false);
  });

  test('one that was withdrawn is no file of the case any more', async () => {
    const wrong = Buffer.from('%PDF-1 of another case');
    const fact_id = (await add(wrong)).json().facts[0].id;
    await call('case.correct', { as: 'mei', params: { case_id }, body: { fact_id, revision: 2, withdrawn: true, reason: '传错了' } });
    expect((await get(hashOf(wrong))).json().code).toBe('unknown_file');
  });

  test('a retry of the same sending gets the first answer; another content under its key is refused', async () => {
    const once = (content: Buffer) => call('case.add_file', { as: 'an', params: { case_id }, key: 'file-once-1', body: { name: 'a.txt', content: content.toString('base64') } });
    expect((await once(Buffer.from('first'))).json().status).toBe('recorded');
    expect((await once(Buffer.from('first'))).json().status).toBe('already_recorded');
    expect((await once(Buffer.from('other'))).json().code).toBe('idempotency_key_reused');
  });
});

describe('around a case', () => {
  test('everybody who has to do with it, with their numbers', async () => {
    await call('person.describe', { as: 'guan', params: { person_id: 'wu' }, body: { phone: '13700000007' } });
    const people = (await around()).people.map(({ part, name, phones, phase }) => [part, name, phones, phase]);
    expect(people).toEqual([
      ['caller', '王芳', ['13900000001'], null], ['owner', '王大明', ['13900000002', '13900000003'], null],
      ['engineer', expect.any(String), ['13700000007'], 'assigned'], ['taken_by', expect.any(String), [], null],
    ]);
  });

  test('cases of the same customer, the same unit, the same address lately; only those one may see', async () => {
    const { unit_id } = (await call('unit.register', { as: 'an', body: { customer_id, model: 'DDS' } })).json().ids;
    const report = async (body: object) => (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', ...body } })).json().ids.case_id as string;
    const mine = await report({ customer_id, unit_id });
    const neighbour = await report({ address: '城关镇 1 号' });
    const longAgo = await report({ address: '城关镇 1 号', at: '2025-10-01T08:00:00+08:00' });
    const stranger = await report({ address: '城关镇 2 号' });
    const found = new Map((await around()).related.map(({ row, why }) => [row.case_id, why]));
    expect(found).toEqual(new Map([[mine, ['customer']], [neighbour, ['place']]]));
    expect([found.has(longAgo), found.has(stranger)]).toEqual([false, false]);
    const again = await report({ customer_id, unit_id });
    expect(new Map((await around('an', again)).related.map(({ row, why }) => [row.case_id, why]))).toEqual(new Map([[mine, ['customer', 'unit']], [case_id, ['customer']]]));
    expect((await around('wu')).related).toEqual([]);
  });
});

test('erasing the customer erases what is personal: bytes, name and numbers; the rest stays, through a rebuild too', async () => {
  expect((await call('customer.erase', { as: 'mei', params: { customer_id }, body: { reason: '本人要求' } })).statusCode).toBe(200);
  const check = async () => {
    const { files, people } = await around();
    expect(files.map(({ name, kept, personal }) => [personal, kept, name === null])).toEqual(files.map(({ personal }) => [personal, !personal, personal]));
    expect(files.some((file) => file.kept)).toBe(true);
    expect(people.slice(0, 2).map(({ name, phones }) => [name, phones])).toEqual([[null, []], [null, []]]);
    expect((await get(hashOf(png))).json().code).toBe('unknown_file');
    const rows = await asOwner(house.db.pool, async (tx) => (await tx.query('select from case_file where sealed_for = $1', [customer_id])).rowCount);
    expect(rows).toBe(0);
  };
  await check();
  await rebuild(house);
  await check();
  expect((await app.inject({ url: '/health' })).statusCode).toBe(200);
});
