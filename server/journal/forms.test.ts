import { afterAll, describe, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { openPool } from '../db/connect.ts';
import { asOwner, readOrg } from '../db/transaction.ts';
import { timeOrderedId, type House } from '../house.ts';
import { openShelf } from '../pack/shelf.ts';
import { exportRegister, readRegister } from '../read/form_register.ts';
import { getForm, listForms, listFormsAbout } from '../read/forms.ts';
import { perform } from './perform.ts';
import { checkDerived, rebuild } from './rebuild.ts';
import { readStreams } from './read.ts';

const { house, url, setTime, actor, does } = await openTestHouse('county', 'appliance');
const second = openPool({ connectionString: url });
afterAll(() => second.end());
// Another node: its own pool, its own memory, the same database.
const elsewhere: House = { ...house, db: { ...house.db, pool: second }, packs: openShelf(), newId: () => timeOrderedId(house.now()) };

const clerk = actor('an', 'agent');
const clerkWith = { ...clerk, held: ['agent', 'information_clerk'] };
const engineer = actor('wu', 'engineer');
const manager = actor('mei', 'manager');
const seen = (who: typeof clerk, lang: 'en' | 'zh-CN' = 'en') => ({ house, actor: who, lang, now: house.now() });

const customer = await made(does(clerk, 'customer.register', {}, { name: '马阿姨', phones: ['13900000001'], address: '柳树街 3 号' }));
const unit = await made(does(clerk, 'unit.register', {}, { customer_id: customer['customer_id'], model: 'KFR-35', purchased_on: '2025-06-01' }));
const reported = await made(does(clerk, 'case.report', {}, { channel: 'phone', customer_id: customer['customer_id'], unit_id: unit['unit_id'], description: '不制冷', caller_name: '小马' }));
const about = { about_kind: 'case', about_id: reported['case_id']! };

async function made(outcome: ReturnType<typeof does>): Promise<Record<string, string>> {
  const done = await outcome;
  if (done.status !== 'recorded') throw new Error(JSON.stringify(done));
  return done.receipt.ids;
}
const verdict = async (outcome: ReturnType<typeof does>) => {
  const done = await outcome;
  return done.status === 'refused' ? done.refusal : done.status;
};
const open = (form: string, id?: string) => made(does(clerkWith, 'form.open', about, { form, ...(id === undefined ? {} : { form_id: id }) }));
const serials = async (form: string) =>
  readOrg(house.db.pool, 'county', async (tx) => (await tx.query<{ serial: number }>('select serial from form_list where form = $1 order by serial', [form])).rows.map((row) => row.serial));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the numbers of a series', () => {
  test('two nodes at once, refused commands among them: no gap and no double', async () => {
    const commands = upTo(40).flatMap((index) => {
      const node = index % 2 === 0 ? house : elsewhere;
      const sent = (body: object) => perform(node, clerkWith, 'form.open', about, body, `open-${index}-${JSON.stringify(body).length}`);
      // Between those that succeed: a form nobody knows, and one that is about something else.
      return [sent({ form: 'note_slip' }), ...(index % 4 === 0 ? [sent({ form: 'nothing_such' }), sent({ form: 'note_slip', form_id: 'taken' })] : [])];
    });
    const answers = await Promise.all(commands);
    const opened = answers.filter((answer) => answer.status === 'recorded');
    expect(answers.filter((answer) => answer.status === 'refused').length).toBe(19);
    expect(opened).toHaveLength(41);
    expect(await serials('note_slip')).toEqual(upTo(41));
    expect(new Set(opened.map((answer) => answer.status === 'recorded' && answer.receipt.ids['number'])).size).toBe(41);
  });

  test('what fails after the number was taken gives it back', async () => {
    const before = await serials('work_permit');
    const { id } = (await readOrg(house.db.pool, 'county', (tx) => readStreams(tx, 'county', [`case:${about.about_id}`]))).get(`case:${about.about_id}`)![0]!;
    // A fact that is given an id that is taken cannot be written: the transaction ends.
    const broken: House = { ...elsewhere, newId: () => id };
    await expect(perform(broken, clerkWith, 'form.open', about, { form: 'work_permit', form_id: 'lost' }, 'broken-one')).rejects.toThrow();
    await open('work_permit');
    expect(before).toEqual([]);
    expect(await serials('work_permit')).toEqual([1]);
  });

  test('a retry of the command has the first number', async () => {
    const sent = () => perform(house, clerkWith, 'form.open', about, { form: 'receipt' }, 'twice-the-same');
    const [one, two] = await Promise.all([sent(), sent()]);
    expect([one.status, two.status].toSorted()).toEqual(['already_recorded', 'recorded']);
    expect(await serials('receipt')).toEqual([1]);
  });

  test('each year counts for itself, in the time of the organisation', async () => {
    setTime('2026-12-31T23:59:00+08:00');
    const old = await open('warranty_record_sheet');
    setTime('2027-01-01T00:01:00+08:00');
    const [fresh, next] = [await open('warranty_record_sheet'), await open('warranty_record_sheet')];
    setTime('2026-03-02T08:00:00+08:00');
    expect([old, fresh, next].map((ids) => ids['number'])).toEqual(['BX-2026-00001', 'BX-2027-00001', 'BX-2027-00002']);
  });
});

describe('one form from opening to its end', () => {
  test('takes over what is known, is filled by those who may, and is locked when it is complete', async () => {
    const { form_id } = await open('user_information_sheet', 'sheet');
    const params = { form_id: form_id! };
    const view = await getForm(seen(clerkWith), 'sheet');
    const values = Object.fromEntries(view.fields.map((field) => [field.code, field.value]));
    expect(values).toEqual({ name: '小马', address: '柳树街 3 号', phone: '13900000001', model: 'KFR-35', purchased_on: '2025-06-01', symptom: '不制冷', request: null });
    expect([view.number, view.about, view.missing, view.can.complete]).toEqual(['XX-2026-00001', reported['number'], ['request'], false]);
    expect(await verdict(does(manager, 'form.fill', params, { values: { request: '尽快' } }))).toBe('not_your_field');
    expect(await verdict(does(clerkWith, 'form.fill', params, { values: {}, complete: true }))).toBe('fields_missing');
    expect(await verdict(does(clerkWith, 'form.fill', params, { values: { request: '尽快' }, complete: true, expected_seq: 1 }))).toBe('stale_version');
    expect(await verdict(does(clerkWith, 'form.fill', params, { values: { request: '尽快' }, complete: true }))).toBe('recorded');
    expect(await verdict(does(clerkWith, 'form.fill', params, { values: { request: '不急' } }))).toBe('form_locked');
    expect(await getForm(seen(clerkWith), 'sheet')).toMatchObject({ state: 'locked', can: { fill: false, void: false, print: true } });
  });

  test('what is personal in it lies sealed, and is gone with the key of its customer', async () => {
    const lost = await made(does(clerk, 'customer.register', {}, { name: '钱', phones: ['13900000002'] }));
    const theirs = await made(does(clerk, 'case.report', {}, { channel: 'phone', customer_id: lost['customer_id'], caller_name: '钱' }));
    await made(does(clerkWith, 'form.open', { about_kind: 'case', about_id: theirs['case_id']! }, { form: 'user_information_sheet', form_id: 'of-qian' }));
    await does(clerkWith, 'form.fill', { form_id: 'of-qian' }, { values: { request: '钱的要求', model: 'KFR-26' } });
    const { rows } = await asOwner(house.db.pool, (tx) => tx.query<{ text: string }>(`select string_agg(data::text, ' ') as text from journal where stream = 'form:of-qian'`));
    expect(rows[0]!.text).not.toMatch(/钱|13900000002/);
    await made(does(manager, 'customer.erase', { customer_id: lost['customer_id']! }, { reason: '本人要求' }));
    const view = await getForm(seen(clerkWith), 'of-qian');
    expect(view.fields.filter((field) => field.value !== null).map((field) => field.code)).toEqual(['model']);
  });

  test('is declared void with a reason by whoever may, keeps its number, and is printed as void', async () => {
    await open('note_slip', 'slip');
    const params = { form_id: 'slip' };
    expect(await verdict(does(engineer, 'form.print', params, {}))).toBe('not_allowed');
    expect(await verdict(does(clerkWith, 'form.print', params, {}))).toBe('recorded');
    expect(await verdict(does(clerkWith, 'form.void', params, { reason: '写错' }))).toBe('not_yours_to_void');
    expect(await verdict(does(manager, 'form.void', params, { reason: '写错' }))).toBe('recorded');
    expect(await verdict(does(clerkWith, 'form.print', params, {}))).toBe('recorded');
    expect(await getForm(seen(manager), 'slip')).toMatchObject({ state: 'void', voided: '写错', copies: 0, prints: [{ sheet: 'draft', nth: 1 }, { sheet: 'void', nth: 1 }], history: [{ kind: 'form.opened' }, { kind: 'form.printed' }, { kind: 'form.voided', by: 'mei' }, { kind: 'form.printed' }] });
  });

  test('an engineer comes to forms of their own cases and to no others', async () => {
    expect(await verdict(does(engineer, 'form.open', about, { form: 'kit_checklist' }))).toBe('not_allowed');
    await expect(listFormsAbout(seen(engineer), { about_kind: 'case', about_id: about.about_id })).rejects.toThrow('not_allowed');
    const mine = await made(does(clerk, 'case.report', {}, { channel: 'phone' }));
    await made(does(actor('ding', 'dispatcher'), 'case.assign', { case_id: mine['case_id']! }, { engineer_id: 'wu' }));
    const own = { about_kind: 'case', about_id: mine['case_id']! } as const;
    await made(does(engineer, 'form.open', own, { form: 'kit_checklist', form_id: 'kit' }));
    expect(await verdict(does(engineer, 'form.fill', { form_id: 'kit' }, { values: { tools: true } }))).toBe('recorded');
    expect((await listForms(seen(engineer), { limit: 50 })).items.map((row) => row.form_id)).toEqual(['kit']);
    expect((await listFormsAbout(seen(engineer), own)).kinds.filter((kind) => kind.mine).map((kind) => kind.form)).toContain('kit_checklist');
  });

  test.each([
    [{ about_kind: 'case', about_id: 'none' }, 'unknown_case'],
    [{ about_kind: 'unit', about_id: 'none' }, 'unknown_unit'],
    [{ about_kind: 'customer', about_id: 'none' }, 'unknown_customer'],
    [{ about_kind: 'organisation', about_id: 'none' }, 'unknown_subject'],
    [{ about_kind: 'organisation', about_id: 'county' }, 'form_about_other'],
  ])('opened about %j → %s', async (params, refusal) => {
    expect(await verdict(does(manager, 'form.open', params, { form: 'note_slip' }))).toBe(refusal);
  });
});

describe('a register', () => {
  test('shows a period page by page, in order, and leaves as a table', async () => {
    setTime('2026-04-10T08:00:00+08:00');
    for (const message of ['一', '二', '=三']) {
      const { form_id } = await open('note_slip');
      await does(clerk, 'form.fill', { form_id: form_id! }, { values: { message } });
      await made(does({ ...engineer, roles: ['engineer', 'agent'] }, 'form.fill', { form_id: form_id! }, { values: { phone: '139', message } }));
    }
    const april = { form: 'note_slip', from: '2026-04-01T00:00:00+08:00', to: '2026-05-01T00:00:00+08:00' };
    const first = await readRegister(seen(manager), { ...april, limit: 2 });
    const rest = await readRegister(seen(manager), { ...april, limit: 2, cursor: first.next_cursor! });
    expect(first.fields.map((field) => field.code)).toEqual(['phone', 'message']);
    expect([...first.items, ...rest.items].map((row) => row.cells)).toEqual([['139', '一'], ['139', '二'], ['139', '=三']]);
    expect(rest.next_cursor).toBeNull();
    const { titles, pages } = await exportRegister(seen(manager, 'zh-CN'), april);
    const rows: unknown[] = [];
    for await (const page of pages) rows.push(...page);
    expect(titles).toEqual(['编号', '建立时间', '对象', '建立人', '状态', '电话', '留言', '保存至']);
    expect(rows[0]).toEqual([first.items[0]!.number, '2026-04-10 08:00', reported['number'], 'an', '填写中', '139', '一', null]);
    await expect(readRegister(seen(manager), { form: 'nothing_such', limit: 2 })).rejects.toThrow('unknown_form_kind');
  });
});

describe('rebuilt from the journal', () => {
  test('forms and series come out the same, and counting goes on', async () => {
    expect((await checkDerived(house)).differences).toEqual([]);
    await rebuild(house);
    const before = (await serials('note_slip')).length;
    expect(before).toBeGreaterThan(40);
    await open('note_slip');
    expect(await serials('note_slip')).toEqual(upTo(before + 1));
  });
});
