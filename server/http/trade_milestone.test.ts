import { expect, test } from 'vitest';
import type { CaseView, Me } from '../../wire/view/views.ts';
import { activatePack } from '../journal/found.ts';
import { loadPack } from '../pack/load.ts';
import { servedHouse } from './site.fixture.ts';

const { house, call } = await servedHouse(['county']);
const pack = await loadPack('telecom');
if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
await activatePack(house, 'county', 'system', pack, house.now());

const concluded = { kind: 'pretreatment.concluded', data: { responsible: 'project_engineer', conclusion: 'port down' } };

test('a milestone of the trade is offered, recorded, read by its promise and corrected', async () => {
  const me = (await call('session.me', { as: 'an' })).json() as Me;
  expect(me.milestones.find((it) => it.kind === 'pretreatment.concluded')).toMatchObject({
    words: { en: 'Pre-treatment concluded' }, fields: [{ name: 'responsible', type: 'code', required: true, choices: [{ code: 'project_engineer' }, { code: 'terminal_maker' }] }, { name: 'conclusion' }],
  });

  const report = await call('case.report', { as: 'an', body: { case_id: 'c1', zone: 'everywhere', matter: 'fault', channel: 'phone' } });
  expect(report.json()).toMatchObject({ status: 'recorded' });
  const params = { case_id: 'c1' };
  const recorded = await call('case.record_milestone', { as: 'an', params, body: concluded });
  expect(recorded.json()).toMatchObject({ status: 'recorded' });
  const view = (await call('case.get', { as: 'an', params })).json() as CaseView;
  const fact = view.facts.find((it) => it.kind === 'pretreatment.concluded')!;
  expect(fact.data).toEqual(concluded.data);
  expect(view.readings.map(({ clock, verdict }) => `${clock} ${verdict}`)).toEqual(expect.arrayContaining(['pre_treatment kept', 'dispatched running']));

  const correct = (data: object) => call('case.correct', { as: 'mei', params, body: { fact_id: fact.id, revision: 2, replacement: { data }, reason: 'mistyped' } });
  expect((await correct({ responsible: 'nobody' })).json()).toMatchObject({ code: 'bad_replacement' });
  expect((await correct({ responsible: 'terminal_maker' })).json()).toMatchObject({ status: 'recorded' });
});

test('a wrong field and a milestone of another trade are refused, and say which', async () => {
  await call('case.report', { as: 'an', body: { case_id: 'c2', zone: 'everywhere', matter: 'fault', channel: 'phone' } });
  const send = async (body: object) => (await call('case.record_milestone', { as: 'an', params: { case_id: 'c2' }, body })).json() as unknown;
  expect(await send({ kind: 'pretreatment.concluded', data: {} })).toMatchObject({ code: 'bad_milestone', params: { path: 'responsible' } });
  expect(await send({ kind: 'sample.received', data: {} })).toMatchObject({ code: 'not_a_milestone' });
});
