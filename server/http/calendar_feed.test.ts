import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { parseInstant } from '../../core/base/time.ts';
import { withCalendar } from '../pack/with_calendar.ts';
import { servedHouse } from './site.fixture.ts';

const { call, setNow } = await servedHouse();
const next = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270101', 'SUMMARY:元旦', 'END:VEVENT', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270102', 'SUMMARY:元旦补班', 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
const wanted = { calendar: 'cn_office', first_year: 2027, last_year: 2027 };
const read = async (body: object) => (await call('pack.read_calendar', { as: 'mei', body: { ...wanted, ...body } })).json();

const servers: Server[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  })));
});
async function feedServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/days.ics`;
}

test('AMB-49 the next year is previewed, proposed and activated; what began before stays an error, what begins after is counted', async () => {
  setNow(parseInstant('2026-12-30T10:00:00+08:00')!);
  const apply = async (case_id: string) => (await call('case.report', { as: 'an', body: { case_id, zone: 'urban', matter: 'new_connection', customer_class: 'residential', channel: 'phone' } })).json();
  const reading = async (case_id: string) => {
    const view = (await call('case.get', { as: 'mei', params: { case_id } })).json() as { readings: { clock: string; verdict: string | null; deadline: string | null }[] };
    return view.readings.filter((it) => it.clock === 'supply_plan_reply').map((it) => [it.verdict, it.deadline]);
  };
  expect((await apply('before')).status).toBe('recorded');
  const preview = await read({ text: next });
  expect(preview).toMatchObject({
    calendar: 'cn_office', years: [2024, 2027], version: '2026.1-c1', unchanged: 0, left_out: 0,
    changes: [{ date: '2027-01-01', title: '元旦', before: 'unknown', after: 'holiday' }, { date: '2027-01-02', title: '元旦补班', before: 'unknown', after: 'make_up' }],
  });
  const file = preview.files.find((each: { path: string }) => each.path === 'grid/imported_calendars.yaml').text as string;
  expect(file).toContain('2027-01-02: work # 元旦补班');
  setNow(parseInstant('2026-12-30T10:05:00+08:00')!);
  const { pack_hash } = (await call('pack.propose', { as: 'mei', body: { files: preview.files, remarks: '2027 年日历' } })).json().ids;
  expect((await call('pack.in_force', { as: 'mei' })).json().version).toBe('2026.1');
  expect((await call('pack.activate', { as: 'guan', params: { pack_hash }, body: {} })).json().status).toBe('recorded');
  expect((await call('pack.in_force', { as: 'mei' })).json().calendars.find((it: { name: string }) => it.name === 'cn_office')).toMatchObject({ years: [2024, 2027], source: [{ row: 'CAL-04' }, { row: 'CAL-01' }, { row: 'AMB-49' }] });

  setNow(parseInstant('2026-12-30T10:10:00+08:00')!);
  await apply('after');
  expect(await reading('before')).toEqual([[null, null]]);
  // 31 December, the Saturday that is worked for New Year's Day, and Monday.
  expect(await reading('after')).toEqual([['running', '2027-01-04T10:00:00.000Z']]);
  // The same year again, from another feed: the number goes on, and the text of the first file is kept.
  const again = await read({ text: next.replace('元旦补班', 'New Year').replace('20270102', '20270104') });
  expect(again).toMatchObject({ version: '2026.1-c2', unchanged: 1 });
  expect(again.changes).toEqual([{ date: '2027-01-02', title: '', before: 'make_up', after: 'free' }, { date: '2027-01-04', title: 'New Year', before: 'work', after: 'holiday' }]);
});

test.each<[what: string, body: object, code: string, params: object]>([
  ['no calendar at all', { text: '<html>' }, 'feed_not_calendar', { line: 1 }],
  ['a rule without end', { text: next.replace('SUMMARY:元旦\r\n', 'RRULE:FREQ=SECONDLY\r\n') }, 'feed_rule', { line: 5 }],
  ['markup', { text: next.replace('元旦补班', '<script>') }, 'feed_markup', { line: 9 }],
  ['another zone', { text: next.replace('VERSION:2.0', 'X-WR-TIMEZONE:Europe/Madrid') }, 'feed_zone', { zone: 'Europe/Madrid' }],
  ['a calendar that the rules have not', { text: next, calendar: 'lunar' }, 'unknown_calendar', { calendar: 'lunar' }],
  ['a year that the feed leaves out', { text: next, last_year: 2028 }, 'feed_year_empty', { year: 2028 }],
  ['an inner address', { address: 'https://169.254.169.254/days.ics' }, 'unsafe_address', {}],
  ['an inner address in other clothes', { address: 'https://[::ffff:10.0.0.1]/days.ics' }, 'unsafe_address', {}],
  ['a name of this machine', { address: 'https://localhost/days.ics' }, 'unsafe_address', {}],
  ['a file of this machine', { address: 'file:///etc/passwd' }, 'unsafe_address', {}],
  ['an address in clear', { address: 'http://example.org/days.ics' }, 'unsafe_address', {}],
])('refused: %s', async (_, body, code, params) => {
  const answer = await read(body);
  expect(answer).toMatchObject({ code, ...(Object.keys(params).length > 0 ? { params } : {}) });
});

test('ten megabytes, both or neither of text and address, and years the wrong way round are refused at the door', async () => {
  expect((await read({ text: 'x'.repeat(10_000_000) })).code).toBe('too_large');
  for (const body of [{}, { text: next, address: 'https://example.org/' }, { text: next, first_year: 2028 }, { text: next, first_year: 1990 }]) expect((await read(body)).code).toBe('bad_request');
});

test('from an address: taken where the operator allows it, cut off when it does not end, and never sent on elsewhere', async () => {
  vi.stubEnv('SANBAO_WEBHOOK_ALLOW', '127.0.0.1/32');
  expect((await read({ address: await feedServer((_, response) => response.end(next)) })).years).toEqual([2024, 2027]);
  const endless = await feedServer((_, response) => {
    const pour = (): void => {
      while (response.write('X'.repeat(65_536)));
      response.once('drain', pour);
    };
    pour();
  });
  expect((await read({ address: endless })).code).toBe('feed_too_large');
  let visits = 0;
  const inner = await feedServer((_, response) => {
    visits += 1;
    response.end(next);
  });
  expect(await read({ address: await feedServer((_, response) => response.writeHead(302, { location: inner }).end()) })).toMatchObject({ code: 'feed_unreachable' });
  expect(await read({ address: await feedServer((_, response) => response.writeHead(404).end()) })).toMatchObject({ code: 'feed_unreachable', detail: expect.stringContaining('404') });
  expect(visits).toBe(0);
});

test('a calendar that stood in another file of the pack moves, and everything else stays as it was written', () => {
  const files = [{ path: 'town/pack.yaml', text: 'name: town # ours\nversion: "1"\ncalendars:\n  office: { time_zone: Asia/Shanghai, years: [2026, 2026], week: {} }\n  other: { time_zone: Asia/Shanghai, years: [2026, 2026], week: {} }\n' }];
  const calendar = { time_zone: 'Asia/Shanghai', years: [2026, 2026] as [number, number], week: {}, days: { '2026-05-01': 'off' as const }, make_up: 'mon' as const, skipped_hour: 'later' as const, repeated_hour: 'first' as const };
  const [pack, taken] = withCalendar(files, { name: 'office', calendar, titles: new Map([['2026-05-01', 'Labour Day']]) }, '1-c1');
  expect(pack!.text).toBe('name: town # ours\nversion: "1-c1"\ncalendars:\n  other: { time_zone: Asia/Shanghai, years: [ 2026, 2026 ], week: {} }\n');
  expect(taken!.text).toContain('2026-05-01: off # Labour Day');
});
