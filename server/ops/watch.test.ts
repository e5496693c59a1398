import { request as send } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { asOwner } from '../db/transaction.ts';
import { demoOrg, demoPeople } from '../demo/world.ts';
import { readStreams } from '../journal/read.ts';
import { startServer } from '../main.ts';

const { pool, url: databaseUrl } = await freshDatabase();
const lines: string[] = [];
const running = await startServer({
  port: 0,
  host: '127.0.0.1',
  dataDir: 'unused',
  databaseUrl,
  demo: true,
  standalone: false,
  print: () => {},
  logTo: (line) => lines.push(line),
});
afterAll(() => running.stop());
const { url } = running;

const signIn = async (email: string, password: string) => {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
};
const agent = demoPeople.find((each) => each.roles.includes('agent'))!;
const cookie = await signIn(agent.email, agent.password);
const get = (path: string, headers: Record<string, string> = { cookie }) => fetch(`${url}${path}`, { headers });
const post = (path: string, body: object) =>
  fetch(`${url}${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) });

type Line = {
  event: string;
  operation?: string;
  status?: number;
  ms?: number;
  request?: string;
  org?: string;
  person?: string;
  message?: string;
};
const logged = () => lines.map((line) => JSON.parse(line) as Line);

describe('the log', () => {
  test('a line for each request, with the operation, its outcome, its time, and who by id alone', async () => {
    await post('/api/v1/cases', { zone: 'urban', channel: 'phone' });
    await get('/api/v1/cases');
    await get('/api/v1/cases/nowhere');
    await get('/health');
    const mine = logged().filter((line) => line.event === 'request' && line.person === agent.person_id);
    expect(mine.map((line) => [line.operation, line.status])).toEqual(
      expect.arrayContaining([
        ['case.report', 201],
        ['case.list', 200],
        ['case.get', 404],
      ]),
    );
    expect(Object.keys(mine[0]!).sort()).toEqual([
      'event',
      'level',
      'method',
      'ms',
      'operation',
      'org',
      'person',
      'request',
      'status',
      'time',
    ]);
    expect(logged().some((line) => line.operation === 'health')).toBe(false);
  });

  test('a whole story leaves nothing of anybody in it', async () => {
    const newcomer = { name: '欧阳若雪', phones: ['13988887777'], address: '梧桐路 55 号 3 栋' };
    const password = 'sesame open now';
    await signIn('Ouyang@county.example', password);
    await post('/api/v1/cases', {
      zone: 'urban',
      channel: 'phone',
      caller_name: newcomer.name,
      phone: newcomer.phones[0],
      address: newcomer.address,
      description: '厨房冒烟',
      customer: newcomer,
    });
    await post('/api/v1/cases', { zone: '欧阳若雪', channel: 13_988_887_777 });
    await post('/api/v1/customers', { ...newcomer, customer_id: 'new-one', zone: 'urban' });
    await get(`/api/v1/cases?q=${encodeURIComponent(newcomer.name)}&phone=13988887777`);
    await get(`/api/v1/customers?phone=13988887777&nonsense=${encodeURIComponent(newcomer.address)}`);
    await get('/api/v1/customers/13988887777');
    await get(`/nowhere/${encodeURIComponent(newcomer.name)}/13988887777`);
    await get('/%E6%AC%A7%GG');
    await fetch(`${url}/api/v1/cases`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: '{"caller_name": "欧阳若雪"',
    });
    const token = cookie.split('=')[1]!;
    const said = lines.join('\n');
    const personal = [
      ...(await everyPersonalValue()),
      ...Object.values(newcomer).flat(),
      '厨房冒烟',
      password,
      token,
      decodeURIComponent(token),
      'Ouyang',
      ...demoPeople.flatMap((each) => [each.email, each.password]),
    ];
    expect(personal.length).toBeGreaterThan(80);
    expect(personal.filter((value) => said.includes(value) || said.includes(encodeURIComponent(value)))).toEqual([]);
  });
});

/** What lies sealed in the journal, each text of it; a word of one letter would be found in anything. */
async function everyPersonalValue(): Promise<string[]> {
  const histories = await asOwner(pool, async (tx) => {
    const { rows } = await tx.query<{ stream: string }>('select distinct stream from journal where org_id = $1', [demoOrg]);
    return readStreams(
      tx,
      demoOrg,
      rows.map((row) => row.stream),
    );
  });
  const texts = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
  };
  for (const facts of histories.values()) for (const fact of facts) gather(fact.personal);
  return [...texts].filter((text) => text.length > 1);
}

describe('the measures', () => {
  test('requests, commands, facts, database and process; and nothing of a person, a case or an organisation', async () => {
    await post('/api/v1/cases', { zone: 'nowhere', channel: 'phone' });
    const text = await (await get('/metrics', {})).text();
    const missing = [
      /^sanbao_requests_total\{operation="case\.report",status="201"\} \d+$/m,
      /^sanbao_commands_total\{operation="case\.report",outcome="recorded"\} \d+$/m,
      /^sanbao_commands_total\{operation="case\.report",outcome="refused"\} \d+$/m,
      /^sanbao_request_seconds_bucket\{operation="case\.list",le="\+Inf"\} \d+$/m,
      /^sanbao_facts_recorded_total [1-9]/m,
      /^sanbao_journal_position [1-9]/m,
      /^sanbao_ready 1$/m,
      /^sanbao_database_connections\{state="idle"\} \d/m,
      /^sanbao_event_loop_lag_seconds\{quantile="0\.99"\} \d/m,
      /^process_resident_memory_bytes \d+$/m,
    ].filter((part) => !part.test(text));
    expect(missing).toEqual([]);
    expect(
      [...(await everyPersonalValue()), demoOrg, agent.person_id, 'demo-01', '13988887777'].filter((value) => text.includes(`"${value}"`)),
    ).toEqual([]);
  });

  test.each([
    [{ 'x-forwarded-for': '203.0.113.9' }, 404],
    [{ forwarded: 'for=203.0.113.9' }, 404],
    [{ via: '1.1 proxy' }, 404],
    [{}, 200],
  ])('asked through %j → %i', async (headers, status) => {
    expect((await get('/metrics', headers as Record<string, string>)).status).toBe(status);
  });
});

test('with a token, only who knows it reads the measures, from wherever', async () => {
  process.env['SANBAO_METRICS_TOKEN'] = 'a long word nobody guesses';
  const guarded = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir: 'unused',
    databaseUrl,
    demo: false,
    standalone: false,
    print: () => {},
    logTo: () => {},
  }).finally(() => {
    delete process.env['SANBAO_METRICS_TOKEN'];
  });
  const ask = (authorization?: string) =>
    fetch(`${guarded.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9', ...(authorization ? { authorization } : {}) } });
  expect([(await ask()).status, (await ask('Bearer guess')).status, (await ask('Bearer a long word nobody guesses')).status]).toEqual([
    401, 401, 200,
  ]);
  await guarded.stop();
});

test('who goes away before the answer is told as 499', async () => {
  const client = await pool.connect();
  await client.query(`begin; select pg_advisory_xact_lock(1, hashtext('${demoOrg}'))`);
  const abandoned = send(`${url}/api/v1/cases`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' } });
  abandoned.on('error', () => {});
  abandoned.end(JSON.stringify({ zone: 'urban', channel: 'phone' }));
  const isWaiting = async () =>
    (
      await client.query(
        `select from pg_locks where not granted and locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      )
    ).rowCount! > 0;
  await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
  abandoned.destroy();
  await expect
    .poll(
      () =>
        logged()
          .filter((line) => line.status === 499)
          .map((line) => line.operation),
      { timeout: 10_000 },
    )
    .toEqual(['case.report']);
  await client.query('rollback');
  client.release();
});
