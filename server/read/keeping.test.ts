import { expect, test } from 'vitest';
import { parseInstant } from '../../core/base/time.ts';
import { servedHouse } from '../http/site.fixture.ts';
import { activatePack } from '../journal/found.ts';
import { loadPack } from '../pack/load.ts';

const { house, call, setNow } = await servedHouse(['county']);
const pack = await loadPack('project-contractor');
if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
await activatePack(house, 'county', 'system', pack, house.now());
const { customer_id } = (await call('customer.register', { as: 'an', body: { name: '马阿姨' } })).json().ids;
await call('case.report', { as: 'an', body: { case_id: 'c1', customer_id, zone: 'everywhere', matter: 'service', channel: 'phone', caller_name: '马阿姨' } });
await call('form.open', { as: 'an', params: { about_kind: 'case', about_id: 'c1' }, body: { form: 'maintenance_record', form_id: 'record' } });

const kept = async (operation: 'case.get' | 'form.get', params: Record<string, string>, lang = 'en') => (await call(operation, { as: 'mei', params, query: { lang } })).json().kept;
const theCase = () => kept('case.get', { case_id: 'c1' });
const theForm = () => kept('form.get', { form_id: 'record' });

test('RCD-01: a case and its record are kept five years by production, counted from the day they are closed', async () => {
  const open = { how_long: '5 years', for_good: false, until: null, over: false, by: [{ role: 'production', words: 'Production' }], source: ['RCD-01', 'RCD-02'] };
  expect([await theCase(), await theForm()]).toEqual([open, open]);
  await call('form.fill', { as: 'an', params: { form_id: 'record' }, body: { values: {}, complete: true } });
  setNow(parseInstant('2026-11-28T23:30:00+08:00')!);
  expect((await call('case.cancel', { as: 'an', params: { case_id: 'c1' }, body: { reason: 'twice' } })).json()).toMatchObject({ status: 'recorded' });
  expect([await theCase(), await theForm()]).toEqual([{ ...open, until: '2031-11-28' }, { ...open, until: '2031-03-02' }]);
  expect((await kept('case.get', { case_id: 'c1' }, 'zh-CN')).by).toEqual([{ role: 'production', words: '生产部门' }]);
});

test('RCD-08: erasing a person takes what is personal; the record of the work stays for its time, and says so', async () => {
  expect((await call('customer.erase', { as: 'mei', params: { customer_id }, body: { reason: 'asked for' } })).json()).toMatchObject({ status: 'recorded' });
  const view = (await call('case.get', { as: 'mei', params: { case_id: 'c1' } })).json();
  expect([view.row.caller_name, view.facts.map((fact: { kind: string }) => fact.kind), view.kept.until]).toEqual([null, ['case.reported', 'case.cancelled'], '2031-11-28']);
});

test('it may be destroyed after the last day and not on it', async () => {
  setNow(parseInstant('2031-11-28T23:59:59+08:00')!);
  expect((await theCase()).over).toBe(false);
  setNow(parseInstant('2031-11-29T00:00:00+08:00')!);
  expect((await theCase()).over).toBe(true);
});

test('a register leaves the house with the day until which each line is kept', async () => {
  setNow(parseInstant('2026-12-01T08:00:00+08:00')!);
  const lines = (await call('form.export', { as: 'mei', params: { form: 'maintenance_record' }, query: { lang: 'en', format: 'csv' } })).body.split('\r\n');
  expect([lines[0]!.endsWith('Kept until'), lines[1]!.endsWith('2031-03-02')]).toEqual([true, true]);
});
