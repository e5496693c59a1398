import { expect, test } from 'vitest';
import { servedHouse } from '../http/site.fixture.ts';
import { activatePack } from '../journal/found.ts';
import { loadPack } from '../pack/load.ts';

const { house, call } = await servedHouse(['county']);
const pack = await loadPack('fabric');
if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
await activatePack(house, 'county', 'system', pack, house.now());
await call('person.describe', { as: 'guan', params: { person_id: 'an' }, body: { roles: ['agent', 'specialist'] } });
await call('person.describe', { as: 'guan', params: { person_id: 'wu' }, body: { name: '吴强' } });
await call('case.report', { as: 'an', body: { case_id: 'c1', zone: pack.pack.zones[0]!.code, matter: pack.pack.matters[0]!.code, channel: 'phone', caller_name: '马阿姨' } });
await call('form.open', { as: 'an', params: { about_kind: 'case', about_id: 'c1' }, body: { form: 'penalty_slip', form_id: 'slip' } });

test('whoever is named in a form stands in its register by name', async () => {
  expect((await call('form.fill', { as: 'an', params: { form_id: 'slip' }, body: { values: { person: 'wu', breach: '漏检' }, complete: true } })).json()).toMatchObject({ status: 'recorded' });
  const { items } = (await call('form.register', { as: 'mei', params: { form: 'penalty_slip' } })).json();
  expect(items.map((line: { cells: unknown[] }) => line.cells)).toEqual([['吴强', '漏检']]);
});
