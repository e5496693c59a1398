import { expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { asOwner } from '../db/transaction.ts';
import { getForm } from '../read/forms.ts';

const { house, actor, does } = await openTestHouse('county', 'bus');
const png = 'data:image/png;base64,iVBORw0KGgo=';
const person = { ...actor('wu', 'engineer'), held: ['service_person'] };
const leader = { ...actor('mei', 'manager'), held: ['leader'] };
const verdict = async (outcome: ReturnType<typeof does>) => {
  const done = await outcome;
  return done.status === 'refused' ? done.refusal : done.status;
};
const view = () => getForm({ house, actor: leader, lang: 'en', now: house.now() }, 'report-1');

test('FRM-01 is signed by the user over what it says, then by a leader, whose signature locks it', async () => {
  const reported = await does(actor('an', 'agent'), 'case.report', {}, { channel: 'phone', caller_name: '马' });
  const case_id = reported.status === 'recorded' ? reported.receipt.ids['case_id']! : '';
  await does(actor('ding', 'dispatcher'), 'case.assign', { case_id }, { engineer_id: 'wu' });
  const form = { form_id: 'report-1' };
  const sign = async (who: typeof person, signer: string, digest?: string) => verdict(does(who, 'form.sign', form, { signer, digest: digest ?? (await view()).digest, name: '马师傅', image: png }));
  const said = { running_hours: 1200, mileage_km: 45_000, fault: '制动失灵', cause: '气管老化', handling: '更换气管', parts: [{ reason: '老化', part: '气管', quantity: 1 }] };
  expect(await verdict(does(person, 'form.open', { about_kind: 'case', about_id: case_id }, { form: 'service_report', ...form }))).toBe('recorded');
  expect(await verdict(does(person, 'form.fill', form, { values: { ...said, parts: [{ reason: '老化', bolt: 1 }] } }))).toBe('field_unfit');
  expect(await verdict(does(person, 'form.fill', form, { values: said }))).toBe('recorded');
  const shown = (await view()).digest!;

  expect(await sign(leader, 'leader')).toBe('signature_awaited');
  expect(await sign(person, 'customer')).toBe('recorded');
  expect(await sign(person, 'customer')).toBe('already_signed');
  // What was signed is changed: the signature stays on record and counts no more.
  expect(await verdict(does(person, 'form.fill', form, { values: { handling: '更换气管与接头' } }))).toBe('recorded');
  expect((await view()).signers[0]!.signed).toMatchObject({ name: '马师傅', image: png, stands: false });
  expect(await sign(person, 'customer', shown)).toBe('form_changed');
  expect(await sign(person, 'customer')).toBe('recorded');
  expect(await sign(person, 'leader')).toBe('not_your_signature');
  expect(await sign(leader, 'leader')).toBe('recorded');
  expect(await view()).toMatchObject({ state: 'locked', signers: [{ signed: { stands: true } }, { signed: { stands: true } }] });
  const { rows } = await asOwner(house.db.pool, (tx) => tx.query<{ text: string }>(`select string_agg(data::text, ' ') as text from journal where stream = 'form:report-1'`));
  expect(rows[0]!.text).not.toMatch(/马师傅|iVBOR/);
});
