import { expect, test } from 'vitest';
import type { Instant } from '../../core/base/time.ts';
import { minuteMs } from '../../core/base/time.ts';
import { activatePack } from '../journal/found.ts';
import { openBundle, loadPack, shippedFiles } from '../pack/load.ts';
import { bundleOf } from '../../core/pack/bundle.ts';
import type { OperationName } from '../../wire/contract.ts';
import { morning, servedHouse, signIn, type Call } from './site.fixture.ts';

const { app, call, house, setNow } = await servedHouse();
const answer = async (name: OperationName, given: Call) => (await call(name, given)).json();
const grid = (await shippedFiles('grid'))!.map(({ path, text }) => ({ path, text }));
const changed = (edits: readonly (readonly [from: string, to: string])[]) =>
  grid.map(({ path, text }) => ({ path, text: edits.reduce((now, [from, to]) => now.replace(from, to), text) }));
const version = (number: string) => [/^version: ".*"$/m.exec(grid[0]!.text)![0], `version: "${number}"`] as const;
const slower = ['within: 90 minutes, source: CLK-02', 'within: 60 minutes, source: CLK-02'] as const;
const pack = (await loadPack('grid')) as Extract<Awaited<ReturnType<typeof loadPack>>, { ok: true }>;

async function cookieFor(person_id: string, roles: string[]): Promise<{ cookie: string }> {
  await call('person.add', { as: 'guan', body: { person_id, name: person_id, roles, email: `${person_id}@county.example`, password: 'tea at four o clock' } });
  return { cookie: await signIn(app, `${person_id}@county.example`) };
}
const send = async (headers: { cookie: string }, path: string, payload: object) => (await app.inject({ method: 'POST', url: `/api/v1/packs${path}`, headers, payload })).json();

test('the list: the version in force first, then what else comes with the program', async () => {
  const { items } = await answer('pack.list', { as: 'mei' });
  expect(items[0]).toMatchObject({ name: 'grid', state: 'active', pack_hash: pack.hash });
  expect(items.filter((row: { state: string }) => row.state === 'shipped').map((row: { name: string }) => row.name)).toContain('appliance');
});

test('one version: every figure with its row, and each row restated', async () => {
  const view = await answer('pack.get', { as: 'mei', params: { pack_hash: pack.hash } });
  const arrival = view.entries.find((entry: { section: string; name: string }) => entry.section === 'promises' && entry.name === 'arrival');
  expect(arrival.figures).toContainEqual({ at: 'target.2.within', value: '90 minutes', source: ['CLK-02'] });
  expect(view.sources['CLK-02']).toMatch(/一个半小时/);
  const english = await answer('pack.get', { as: 'mei', lang: 'en', params: { pack_hash: pack.hash } });
  expect(english.sources['CLK-02']).toMatch(/hour and a half/);
  expect(Object.values(view.sources).filter((said) => said === '')).toEqual([]);
  expect(view.files.map((file: { path: string }) => file.path)).toContain('grid/examples.yaml');
  expect((await call('pack.get', { as: 'mei', params: { pack_hash: '0'.repeat(64) } })).json().code).toBe('unknown_pack_version');
});

test('checking: problems with their place, else what it changes and what its example table says', async () => {
  const spoilt = await answer('pack.check', { as: 'mei', body: { files: changed([['[visit.arrived]', '[visit.landed]']]) } });
  expect(spoilt.sound).toBeNull();
  expect(spoilt.problems[0]).toMatchObject({ file: 'grid/promises.yaml', code: 'unknown_fact_kind', line: expect.any(Number) });

  const { sound } = await answer('pack.check', { as: 'mei', body: { files: changed([version('2026.9'), slower]) } });
  expect(sound.differences).toContainEqual(expect.objectContaining({ section: 'promises', entry: 'arrival', at: 'target.2.within', before: '90 minutes', after: '60 minutes', source: ['CLK-02'] }));
  const failed = sound.examples.filter((row: { passed: boolean }) => !row.passed);
  expect(failed.map((row: { title: string }) => row.title)).toContain('CLK-02 rural, 90 minutes to the millisecond → kept');
  expect(sound.examples.length).toBeGreaterThan(failed.length);
});

test('trying: what a shorter promise would have made late, and nothing was changed', async () => {
  setNow(morning);
  const { case_id } = (await call('case.report', { as: 'an', body: { zone: 'rural', channel: 'phone' } })).json().ids;
  const { visit_id } = (await call('case.assign', { as: 'ding', params: { case_id }, body: { engineer_id: 'wu' } })).json().ids;
  setNow((morning + 70 * minuteMs) as Instant);
  await call('case.arrive', { as: 'wu', params: { case_id }, body: { visit_id } });
  const { cases, lines } = await answer('pack.try', { as: 'mei', lang: 'en', body: { files: changed([version('2026.9'), slower]), since: '2026-03-01' } });
  expect(cases).toBe(1);
  expect(lines).toContainEqual(expect.objectContaining({ clock: 'arrival', zone: 'rural', newly_late: 1, no_longer_late: 0 }));
  expect((await answer('pack.list', { as: 'mei' })).items[0].pack_hash).toBe(pack.hash);
  expect((await call('pack.try', { as: 'mei', body: { files: changed([['[visit.arrived]', '[visit.landed]']]), since: '2026-03-01' } })).json().code).toBe('pack_unsound');
});

test('a pack that asks for approval: proposed, approved by another, activated; open cases only when asked', async () => {
  const now = (morning + 100 * minuteMs) as Instant;
  setNow(now);
  const strict = openBundle(bundleOf({ ...pack.pack, version: '2026.2', activation: { approvals: [{ role: 'manager' }] } } as never));
  await activatePack(house, 'county', 'system', strict, now);
  setNow((now + minuteMs) as Instant);

  const second = await cookieFor('second', ['manager']);
  const files = changed([version('2026.3'), slower]);
  const proposed = await call('pack.propose', { as: 'mei', key: 'proposal-of-march', body: { files, remarks: '农村改为一小时' } });
  expect([proposed.statusCode, (await call('pack.propose', { as: 'mei', key: 'proposal-of-march', body: { files, remarks: '农村改为一小时' } })).json().status]).toEqual([201, 'already_recorded']);
  const { pack_hash } = proposed.json().ids;
  const params = { pack_hash };
  expect((await answer('pack.list', { as: 'mei' })).items.find((row: { pack_hash: string }) => row.pack_hash === pack_hash)).toMatchObject({ state: 'proposed', waits_for: 'manager' });
  expect((await answer('pack.get', { as: 'mei', params })).allowed).toEqual([]);

  expect((await answer('pack.propose', { as: 'mei', body: { files } })).code).toBe('pack_proposed_already');
  expect((await answer('pack.propose', { as: 'mei', body: { files: changed([version('2026.3')]) } })).code).toBe('pack_version_taken');
  expect((await answer('pack.propose', { as: 'mei', body: { files: changed([['[visit.arrived]', '[visit.landed]']]) } }))).toMatchObject({ code: 'pack_unsound', detail: expect.stringContaining('promises.yaml') });
  expect((await answer('pack.activate', { as: 'guan', params, body: {} })).code).toBe('approval_missing');
  expect((await answer('pack.approve', { as: 'mei', params, body: {} })).code).toBe('own_proposal');
  expect((await answer('pack.approve', { as: 'guan', params, body: {} })).code).toBe('not_approver');
  // Whoever makes keys must not approve their own proposal through one.
  const key = (await call('key.make', { as: 'guan', body: { name: 'deputy', roles: ['manager'], scopes: ['packs'] } })).json().secret as string;
  const byKey = await app.inject({ method: 'POST', url: `/api/v1/packs/${pack_hash}/approve`, headers: { authorization: `Bearer ${key}` }, payload: {} });
  expect(byKey.json().code).toBe('not_allowed');
  expect((await send(second, `/${pack_hash}/return`, { remarks: '示例未改' })).status).toBe('recorded');
  expect((await answer('pack.activate', { as: 'guan', params, body: {} })).code).toBe('pack_returned');
  expect((await answer('pack.propose', { as: 'mei', body: { files } })).status).toBe('recorded');
  expect((await send(second, `/${pack_hash}/approve`, {})).status).toBe('recorded');
  expect((await answer('pack.get', { as: 'guan', params })).allowed).toEqual(['pack.activate']);

  const open = (await call('case.report', { as: 'an', body: { zone: 'rural', channel: 'phone' } })).json().ids.case_id;
  const minutes = async (case_id: string) => (await answer('case.get', { as: 'an', params: { case_id } })).readings.find((each: { clock: string }) => each.clock === 'arrival').target_minutes;
  setNow((now + 2 * minuteMs) as Instant);
  expect((await answer('pack.activate', { as: 'guan', params, body: {} })).status).toBe('recorded');
  expect((await answer('pack.activate', { as: 'guan', params, body: {} })).code).toBe('pack_active_already');
  const later = (await call('case.report', { as: 'an', body: { zone: 'rural', channel: 'phone' } })).json().ids.case_id;
  expect([await minutes(open), await minutes(later)]).toEqual([90, 60]);
  expect((await answer('pack.take_over', { as: 'guan', body: {} })).taken).toBeGreaterThan(0);
  expect(await minutes(open)).toBe(60);
  expect((await answer('pack.take_over', { as: 'guan', body: {} })).taken).toBe(0);

  const view = await answer('pack.get', { as: 'mei', params });
  expect(view.row.state).toBe('active');
  expect(view.files).toEqual(files);
  expect(view.steps.map((step: { kind: string; by: string; remarks: string | null }) => [step.kind, step.by, step.remarks])).toEqual([
    ['pack.proposed', 'mei', '农村改为一小时'], ['pack.returned', 'second', '示例未改'], ['pack.proposed', 'mei', null], ['pack.approved', 'second', null],
  ]);
});

test('the operator on the server needs the same approval', async () => {
  const now = (morning + 200 * minuteMs) as Instant;
  setNow(now);
  const strict = openBundle(bundleOf({ ...pack.pack, version: '2026.4', activation: { approvals: [{ role: 'manager' }] } } as never));
  await activatePack(house, 'county', 'system', strict, now);
  const next = openBundle(bundleOf({ ...pack.pack, version: '2026.5' } as never));
  expect(await activatePack(house, 'county', 'system', next, (now + minuteMs) as Instant)).toMatchObject({ status: 'refused', refusal: 'approval_missing' });
});

test.each([
  ['ten megabytes', [{ path: 'grid/pack.yaml', text: 'x'.repeat(10_000_000) }], 413],
  ['a billion laughs', [{ path: 'grid/pack.yaml', text: `a: &a [x,x,x,x]\n${[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(4).fill(`*${'abcdef'[i]}`).join(',')}]`).join('\n')}` }], 'too_many_aliases'],
  ['a file outside the folder', [{ path: '../grid/pack.yaml', text: 'name: grid' }], 400],
  ['two folders', [{ path: 'grid/pack.yaml', text: 'name: grid' }, { path: 'common/pack.yaml', text: 'name: common' }], 400],
  ['a circle', [{ path: 'grid/pack.yaml', text: 'name: grid\nversion: "1"\nextends: grid' }], 'circular_extends'],
  ['a condition without end', [{ path: 'grid/pack.yaml', text: `name: grid\nversion: "1"\ncode: GRID\nwords: { zh-CN: 电, en: E }\ntime_zone: UTC\ngates: { g: { words: { zh-CN: 门, en: G }, before: [case.closed], when: "${'('.repeat(1_900)}", needs: [{ fact: customer.called_back, words: { zh-CN: 缺, en: M } }] } }` }], 'bad_condition'],
  ['a key of JavaScript’s own', [{ path: 'grid/pack.yaml', text: 'name: grid\n__proto__: { polluted: yes }' }], 'unknown_field'],
])('bad input to the check: %s → refused clearly', async (_, files, expected) => {
  const got = await call('pack.check', { as: 'mei', body: { files } });
  if (typeof expected === 'number') return expect(got.statusCode).toBe(expected);
  return expect(got.json().problems.map((problem: { code: string }) => problem.code)).toContain(expected);
});

test('words with markup come back as text and nothing else', async () => {
  const { sound } = await answer('pack.check', { as: 'mei', body: { files: changed([version('2026.9'), ['en: Repair crew on site', 'en: "<img src=x onerror=alert(1)>"']]) } });
  expect(sound.differences).toContainEqual(expect.objectContaining({ at: 'words.en', after: '<img src=x onerror=alert(1)>' }));
});
