import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openBell } from '../jobs/bell.ts';
import { openMoves, type Move } from '../journal/moves.ts';
import { perform, type Actor } from '../journal/perform.ts';
import { asOwner } from '../db/transaction.ts';
import { buildApp } from './app.ts';
import { servedHouse } from './site.fixture.ts';

const beatMs = 40;
const served = await servedHouse(['county', 'harbour'], { site: { live: { beatMs, pollMs: 30 } } });
const { call, house, cookieOf } = served;
await served.app.listen({ port: 0, host: '127.0.0.1' });
const portOf = (app: typeof served.app) => (app.server.address() as AddressInfo).port;

type Told = { event: string; id: number | null; data: Record<string, unknown> };
type Ear = { told: Told[]; ended: () => boolean; stop(): void };
const ears: Ear[] = [];
afterAll(() => ears.forEach((ear) => ear.stop()));

async function listen(cookie: string, port = portOf(served.app), headers: Record<string, string> = {}): Promise<Ear> {
  const stopping = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/live`, { headers: { cookie, ...headers }, signal: stopping.signal });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  let hasEnded = false;
  const ear: Ear = { told: [], ended: () => hasEnded, stop: () => stopping.abort() };
  void (async () => {
    let text = '';
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + part).split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        if (field('event')) ear.told.push({ event: field('event')!, id: field('id') === undefined ? null : Number(field('id')), data: JSON.parse(field('data')!) });
      }
    }
  })().catch(() => {}).finally(() => { hasEnded = true; });
  ears.push(ear);
  await vi.waitFor(() => expect(ear.told.some((each) => each.event === 'ready')).toBe(true));
  return ear;
}

const cases = (ear: Ear) => ear.told.filter((each) => each.event === 'moved' && each.data['case_id'] !== null).map((each) => each.data['case_id']);

async function report(case_id: string, org = 'county'): Promise<void> {
  expect((await call('case.report', { as: 'an', org, body: { case_id, zone: 'urban', channel: 'phone' } })).statusCode).toBe(201);
}

describe('the live stream', () => {
  test('tells what moved to whom may see it, and to nobody else', async () => {
    const [desk, engineer, harbour, admin] = await Promise.all([listen(await cookieOf('an')), listen(await cookieOf('wu')), listen(await cookieOf('mei', 'harbour')), listen(await cookieOf('guan'))]);
    await report('one');
    await report('two');
    await call('case.assign', { as: 'ding', params: { case_id: 'two' }, body: { engineer_id: 'wu' } });
    await vi.waitFor(() => expect(desk.told.at(-1)!.data).toMatchObject({ case_id: 'two', subject: 'case', seq: 2, views: expect.arrayContaining(['case_list', 'visit_list']) }), 3_000);
    expect(new Set(cases(desk))).toEqual(new Set(['one', 'two']));
    await vi.waitFor(() => expect(new Set(cases(engineer))).toEqual(new Set(['two'])), 3_000);
    // Taken away from him: he is told once more, so that it leaves his screen.
    await call('case.reassign', { as: 'ding', params: { case_id: 'two' }, body: { visit_id: (await call('case.get', { as: 'mei', params: { case_id: 'two' } })).json().visits[0].visit_id, engineer_id: 'qian', reason: '改派' } });
    await vi.waitFor(() => expect(engineer.told.at(-1)!.data).toMatchObject({ case_id: 'two', seq: 3 }), 3_000);
    await report('theirs', 'harbour');
    await vi.waitFor(() => expect(cases(harbour)).toEqual(['theirs']), 3_000);
    await call('person.add', { as: 'guan', body: { person_id: 'new', name: '新人', roles: ['engineer'] } });
    await vi.waitFor(() => expect(admin.told.at(-1)!.data).toMatchObject({ subject: 'person', id: 'new', views: ['people', 'deputies'] }), 3_000);
    expect(cases(admin)).toEqual([]);
    expect([...cases(desk), ...cases(engineer)]).not.toContain('theirs');
  });

  test('another node hears of it by the bell, long before it would have looked', async () => {
    const [here, there] = [openBell(house.db.pool, () => {}), openBell(house.db.pool, () => {})];
    const other = await buildApp({ house: { ...house, bell: there }, login: served.login, demo: null, log: () => {}, ready: async () => {}, live: { pollMs: 60_000 } });
    try {
      await other.listen({ port: 0, host: '127.0.0.1' });
      const ear = await listen(await cookieOf('mei'), portOf(other));
      const actor: Actor = { org: 'county', person: 'an', name: 'an', roles: ['agent'] };
      expect((await perform({ ...house, bell: here }, actor, 'case.report', {}, { case_id: 'elsewhere', zone: 'urban', channel: 'phone' }, 'from-another-node')).status).toBe('recorded');
      await vi.waitFor(() => expect(cases(ear)).toContain('elsewhere'), 3_000);
    } finally {
      await other.close();
      await here.stop();
      await there.stop();
    }
  });

  test('INT-03 a telephone that rings is shown at the desk of its agent, on whichever node, and nowhere else', async () => {
    const [here, there] = [openBell(house.db.pool, () => {}), openBell(house.db.pool, () => {})];
    const site = { login: served.login, demo: null, log: () => {}, ready: async () => {} };
    const [telephone, desks] = await Promise.all([here, there].map((bell) => buildApp({ ...site, house: { ...house, bell } })));
    try {
      await desks!.listen({ port: 0, host: '127.0.0.1' });
      const port = portOf(desks!);
      const [agent, other, engineer, harbour] = await Promise.all([listen(await cookieOf('an'), port), listen(await cookieOf('ding'), port), listen(await cookieOf('wu'), port), listen(await cookieOf('mei', 'harbour'), port)]);
      const announce = async (payload: object, as: 'mei' | 'wu' = 'mei') => telephone!.inject({ method: 'POST', url: '/api/v1/incoming-calls', headers: { cookie: await cookieOf(as) }, payload });
      const rings = (ear: Ear) => ear.told.filter((each) => each.event === 'ringing').map((each) => each.data['phone']);
      await vi.waitFor(async () => {
        expect((await announce({ phone: '13800000001', agent: 'an' })).json()).toEqual({ announced: true });
        expect(rings(agent)).toContain('13800000001');
      }, 3_000);
      await announce({ phone: '13800000002' });
      await vi.waitFor(() => expect([rings(agent), rings(other)].every((each) => each.includes('13800000002'))).toBe(true), 3_000);
      expect([rings(other).includes('13800000001'), rings(engineer), rings(harbour)]).toEqual([false, [], []]);
      expect((await announce({ phone: '13800000003' }, 'wu')).json().code).toBe('not_allowed');
    } finally {
      await Promise.all([telephone!.close(), desks!.close(), here.stop(), there.stop()]);
    }
  });

  test('goes on after a break where it was left', async () => {
    const ear = await listen(await cookieOf('an'));
    const last = ear.told.at(-1)!.id!;
    ear.stop();
    await report('meanwhile');
    const again = await listen(await cookieOf('an'), portOf(served.app), { 'last-event-id': String(last) });
    expect(cases(again)).toContain('meanwhile');
    const once = await call('live.follow', { as: 'an', query: { once: 'true' } });
    expect(once.body).toContain('event: ready');
    // A position this journal never had: of another database, brought back from a backup.
    const lost = await listen(await cookieOf('an'), portOf(served.app), { 'last-event-id': '999999999' });
    expect(lost.told.map((each) => each.event)).toContain('reset');
  });

  test('ends when the session does', async () => {
    const cookie = await served.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: 'qian@county.example', password: 'tea at four o clock' } })
      .then((answer) => answer.cookies.map((each) => `${each.name}=${encodeURIComponent(each.value)}`).join('; '));
    const ear = await listen(cookie);
    await served.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie } });
    await vi.waitFor(() => expect(ear.ended()).toBe(true), 12_000);
    expect(ear.told.at(-1)!.event).toBe('signed_out');
  }, 20_000);
});

describe('whoever does not listen', () => {
  /** Asks for the stream and never reads a byte of the answer. */
  const stalled = (port: number, cookie: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    socket.on('error', () => {});
    socket.write(`GET /api/v1/live HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n\r\n`);
    return socket;
  };

  test('200 stalled streams hurt nobody, and the program stops although they are open', async () => {
    const names = ['an', 'ding', 'wu', 'qian', 'mei', 'guan'] as const;
    const cookies = (await Promise.all(['county', 'harbour'].map((org) => Promise.all(names.map((name) => cookieOf(name, org)))))).flat();
    const busy = await buildApp({ house, login: served.login, demo: null, log: () => {}, ready: async () => {}, live: { beatMs: 60_000, pollMs: 30 } });
    await busy.listen({ port: 0, host: '127.0.0.1' });
    const sockets = Array.from({ length: 200 }, (_, i) => stalled(portOf(busy), cookies[i % cookies.length]!));
    try {
      const ear = await listen(await cookieOf('an'));
      await report('during');
      await vi.waitFor(() => expect(cases(ear)).toContain('during'), 3_000);
      for (let i = 0; i < 20; i++) expect((await call('case.list', { as: 'an' })).statusCode).toBe(200);
      await busy.close();
    } finally {
      sockets.forEach((socket) => socket.destroy());
    }
  }, 30_000);

  test('is let go when it leaves more unread than is kept for it', async () => {
    const busy = await buildApp({ house, login: served.login, demo: null, log: () => {}, ready: async () => {}, live: { beatMs: 60_000, pollMs: 5 } });
    await busy.listen({ port: 0, host: '127.0.0.1' });
    const socket = stalled(portOf(busy), await cookieOf('mei', 'harbour'));
    const moves = openMoves(house, { pollMs: 5 });
    let heard = 0;
    await moves.upTo();
    moves.listen((list) => { heard += list.length; });
    const open = () => new Promise<number>((resolve) => busy.server.getConnections((_error, count) => resolve(count)));
    try {
      await vi.waitFor(async () => expect(await open()).toBe(1), 3_000);
      // One batch is told before the next is written: many at once would be told in one word.
      for (let batch = 1; batch <= 1_000 && (await open()) > 0; batch++) {
        await asOwner(house.db.pool, (tx) => tx.query(
          `insert into journal (org_id, stream, seq, fact_id, kind, at, received_at, actor, command_id, data, hash)
           select 'harbour', 'case:deaf-' || $1::text || '-' || n, 1, 'deaf-' || $1::text || '-' || n, 'case.reported', now(), now(), 'x', 'x', '{}', decode(repeat('00', 32), 'hex')
             from generate_series(1, 80) n`, [batch]));
        await vi.waitFor(() => expect(heard).toBe(batch * 80), { timeout: 3_000, interval: 2 });
      }
      await vi.waitFor(async () => expect(await open()).toBe(0), 5_000);
    } finally {
      moves.stop();
      socket.destroy();
      await busy.close();
    }
  }, 60_000);

  test('more than 20 streams of one person → too_many_streams', async () => {
    const cookie = await cookieOf('mei', 'harbour');
    const own = await Promise.all(Array.from({ length: 19 }, () => listen(cookie)));
    const refused = await fetch(`http://127.0.0.1:${portOf(served.app)}/api/v1/live`, { headers: { cookie } });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'too_many_streams']);
    own.forEach((ear) => ear.stop());
  });
});

describe('following the journal', () => {
  test('a fact that is committed after a later one is told all the same', async () => {
    const moves = openMoves(house, { pollMs: 30 });
    const heard: Move[] = [];
    await moves.upTo();
    moves.listen((list) => heard.push(...list));
    const slow = await house.db.pool.connect();
    const insert = `insert into journal (org_id, stream, seq, fact_id, kind, at, received_at, actor, command_id, data, hash)
                    values ('harbour', $1, 1, $2, 'case.reported', now(), now(), 'x', 'x', '{}', decode(repeat('00', 32), 'hex'))`;
    try {
      await slow.query(`begin; set local sanbao.tool = 'on'`);
      await slow.query(insert, ['case:late', 'late']);
      await asOwner(house.db.pool, (tx) => tx.query(insert, ['case:early', 'early']));
      await vi.waitFor(() => expect(heard.map((move) => move.stream)).toEqual(['case:early']), 3_000);
      const before = await moves.upTo();
      await slow.query('commit');
      await vi.waitFor(() => expect(heard.map((move) => move.stream)).toEqual(['case:early', 'case:late']), 3_000);
      // Where to go on from lay below the missing one while it was missing.
      expect((await moves.since('harbour', before))!.moves.map((move) => move.stream)).toContain('case:late');
      expect(await moves.upTo()).toBeGreaterThan(before);
    } finally {
      slow.release();
      moves.stop();
    }
  });
});
