import { expect, test } from 'vitest';
import { servedHouse } from '../http/site.fixture.ts';
import type { CalendarView, ZoneView } from '../../wire/view/settings_views.ts';

const { call } = await servedHouse();
type Rules = { calendars: CalendarView[]; zones: ZoneView[] };
const rules = async (lang: string): Promise<Rules> => (await call('pack.in_force', { as: 'guan', query: { lang } })).json();

test('UTL-01 each zone with what is promised in it, by the first row that fits (CLK-01 to CLK-07)', async () => {
  const { zones } = await rules('en');
  const of = (code: string) => zones.find((zone) => zone.code === code)!.promises.map((it) => [it.clock, it.target, it.conditional, it.source.join(' ')]);
  expect(of('urban')).toEqual([['arrival', '45 minutes', false, 'CLK-01'], ['restoration', '4 hours', false, 'CLK-05']]);
  expect(of('rural')).toEqual([['arrival', '90 minutes', false, 'CLK-02'], ['restoration', '5 hours', false, 'CLK-06']]);
  expect(of('special_remote')).toEqual([
    ['arrival', 'as agreed on the case', true, 'CLK-04 AMB-03'], ['arrival', 'no promise', false, 'CLK-04 AMB-03'], ['restoration', 'no promise', false, 'CLK-07'],
  ]);
  expect((await rules('zh-CN')).zones[0]!.promises[0]!.target).toBe('45 分钟');
});

test('the calendar with its holidays, make-up days, what counts by it, and its source in a line', async () => {
  const { calendars } = await rules('en');
  const office = calendars.find((it) => it.name === 'cn_office')!;
  expect(office).toMatchObject({ time_zone: 'Asia/Shanghai', days: { '2024-02-04': 'work', '2024-02-10': 'off' }, week: { mon: ['09:00-12:00', '13:00-18:00'] } });
  expect(office.used_by.map((it) => it.clock)).toContain('supply_plan_reply');
  expect(office.source).toEqual([{ row: 'CAL-01', text: expect.stringMatching(/.{10}/) }, { row: 'AMB-49', text: expect.stringMatching(/.{10}/) }]);
});

test('is for those who lead or run', async () => {
  for (const as of ['an', 'ding', 'wu'] as const) expect((await call('pack.in_force', { as })).json().code).toBe('not_allowed');
});
