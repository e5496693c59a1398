import { expect, test } from 'vitest';
import { loadPack } from '../pack/load.ts';
import { activatePack } from '../journal/found.ts';
import { openBundle } from '../pack/load.ts';
import { bundleOf } from '../../core/pack/bundle.ts';
import { minuteMs, type Instant } from '../../core/base/time.ts';
import { morning, servedHouse, signIn } from './site.fixture.ts';

const { app, call, house, setNow } = await servedHouse();
const secret = 'tea at four o clock';

async function personAs(person_id: string, roles: string[]): Promise<string> {
  const added = await call('person.add', { as: 'guan', body: { person_id, name: person_id, roles, email: `${person_id}@county.example`, password: secret } });
  expect(added.statusCode).toBe(201);
  return signIn(app, `${person_id}@county.example`);
}
const get = async (cookie: string, path: string) => (await app.inject({ url: `/api/v1${path}`, headers: { cookie } })).json();

test('ROL-01: a role of the trade has the rights it is based on, is found among the engineers, and drives out', async () => {
  const cookie = await personAs('crew', ['repair_crew']);
  const me = await get(cookie, '/me');
  expect(me).toMatchObject({ roles: ['engineer'], held: ['repair_crew'], party: null });
  expect(me.may).toContain('case.arrive');
  expect(me.may).not.toContain('case.assign');
  expect(me.choices.roles).toContainEqual({ code: 'repair_crew', words: { 'zh-CN': '抢修人员', en: 'Repair crew' } });
  const engineers = (await call('person.list', { as: 'ding', query: { role: 'engineer' } })).json().items;
  expect(engineers.find((each: { person_id: string }) => each.person_id === 'crew')).toMatchObject({ roles: ['repair_crew'], counts_as: ['engineer'] });
  const { case_id } = (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone' } })).json().ids;
  expect((await call('case.assign', { as: 'ding', params: { case_id }, body: { engineer_id: 'crew' } })).statusCode).toBe(200);
  expect((await get(cookie, '/cases')).items).toHaveLength(1);
});

test('a role that neither the five nor the pack name → unknown_role', async () => {
  expect((await call('person.add', { as: 'guan', body: { name: 'x', roles: ['astronaut'] } })).json().code).toBe('unknown_role');
  expect((await call('person.describe', { as: 'guan', params: { person_id: 'an' }, body: { roles: ['astronaut'] } })).json().code).toBe('unknown_role');
});

test('another version of the pack gives and takes rights with the next request', async () => {
  const cookie = await personAs('hall', ['hall_clerk']);
  const close = async () => {
    const { case_id } = (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone' } })).json().ids;
    const post = (step: string, payload: object) => app.inject({ method: 'POST', url: `/api/v1/cases/${case_id}/${step}`, payload, headers: { cookie } });
    return [(await post('close', {})).statusCode, (await post('assign', { engineer_id: 'wu' })).json().code ?? 'done'];
  };
  expect(await close()).toEqual([200, 'not_allowed']);
  const grid = await loadPack('grid');
  if (!grid.ok) throw new Error('the grid pack is not sound');
  const roles = grid.pack.roles!.map((role) => (role.code === 'hall_clerk' ? { ...role, allow: ['case.assign'], deny: ['case.close'] } : role));
  const now = (morning + minuteMs) as Instant;
  setNow(now);
  await activatePack(house, 'county', 'system', openBundle(bundleOf({ ...grid.pack, version: '2026.2', roles } as never)), now);
  expect(await close()).toEqual([403, 'done']);
});

test.each<[string, string | undefined, string, string]>([
  ['one of the five', undefined, 'It waits for the role “Service manager”.', '此步骤须由“服务主管”审批'],
  ['a role of the trade', 'repair_crew', 'It waits for the role “Repair crew”.', '此步骤须由“抢修人员”审批'],
])('a refusal names %s as people say it, and keeps its code beside', async (_, role, english, chinese) => {
  if (role !== undefined) {
    const grid = await loadPack('grid');
    if (!grid.ok) throw new Error('the grid pack is not sound');
    const plan = grid.pack.approvals!['service_plan']!;
    const now = (morning + 2 * minuteMs) as Instant;
    setNow(now);
    await activatePack(house, 'county', 'system', openBundle(bundleOf({ ...grid.pack, version: '2026.3', approvals: { service_plan: { ...plan, steps: [{ step: 'crew', role }] } } } as never)), now);
  }
  const { case_id } = (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone' } })).json().ids;
  const { approval_id } = (await call('approval.ask', { as: 'ding', params: { case_id }, body: { approval: 'service_plan', fields: { plan: 'two people' } } })).json().ids;
  const approve = async (lang: string) => (await call('approval.approve', { as: 'an', params: { case_id, approval_id }, body: {}, lang })).json() as object;
  expect(await approve('en')).toMatchObject({ code: 'not_approver', detail: expect.stringContaining(english), params: { role: role ?? 'manager' } });
  expect(await approve('zh-CN')).toMatchObject({ code: 'not_approver', detail: expect.stringContaining(chinese) });
});
