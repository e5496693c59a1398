import { expect, test } from 'vitest';
import { hourMs, type Instant } from '../../core/base/time.ts';
import { pagesOfPdf, unspaced } from '../../test/pdf_text.ts';
import { morning, servedHouse, type PersonName } from './site.fixture.ts';

const { call, setNow } = await servedHouse();
const caseId = (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', caller_name: '马阿姨', description: '要新装用电' } })).json().ids.case_id as string;
await call('person.describe', { as: 'guan', params: { person_id: 'an' }, body: { roles: ['agent', 'hall_clerk'] } });

async function opened(form_id: string): Promise<void> {
  const answer = await call('form.open', { as: 'an', params: { about_kind: 'case', about_id: caseId }, body: { form: 'supply_plan_reply', form_id } });
  expect(answer.statusCode).toBe(201);
}
const fill = (form_id: string) => call('form.fill', { as: 'an', params: { form_id }, body: { values: { class: 'low_voltage' }, complete: true } });
const print = async (form_id: string, as: PersonName = 'an') => (await call('form.print', { as, params: { form_id }, body: {} })).json().ids.print as string;
async function sheet(form_id: string, print: string, lang: 'en' | 'zh-CN' = 'en', as: PersonName = 'an'): Promise<string> {
  const answer = await call('form.sheet', { as, params: { form_id, print }, query: { lang } });
  return answer.statusCode === 200 ? pagesOfPdf(answer.rawPayload).join('') : (answer.json().code as string);
}

test('first not final, then the original, then duplicates: each sheet shows the form as it stood and says which it is', async () => {
  await opened('reply');
  const draft = await print('reply');
  await fill('reply');
  const [original, copy, next] = [await print('reply'), await print('reply'), await print('reply', 'mei')];
  expect([draft, original, copy, next]).toEqual(['1', '2', '3', '4']);
  const said = await Promise.all([sheet('reply', '1'), sheet('reply', '2'), sheet('reply', '3', 'zh-CN'), sheet('reply', '4', 'en', 'mei')]);
  expect(said.map((text) => /Notfinal|Original|副本第\d份|Duplicate\d/.exec(text)?.[0])).toEqual(['Notfinal', 'Original', '副本第1份', 'Duplicate2']);
  expect([said[0]!.includes('Low-voltage'), said[1]!.includes('Low-voltage'), said[1]!.includes('马阿姨'), said[1]!.includes('DF-2026-00001')]).toEqual([false, true, true, true]);
  const view = (await call('form.get', { as: 'an', params: { form_id: 'reply' } })).json();
  expect(view.prints.map(({ sheet, nth }: { sheet: string; nth: number }) => `${sheet} ${nth}`)).toEqual(['draft 1', 'original 1', 'copy 1', 'copy 2']);
});

test('the same command sent twice is one print', async () => {
  await opened('twice');
  await fill('twice');
  const send = () => call('form.print', { as: 'an', params: { form_id: 'twice' }, body: {}, key: 'print-pressed-once' });
  const answers = [await send(), await send()].map((answer) => answer.json().ids.print);
  expect(answers).toEqual(['1', '1']);
  expect(await print('twice')).toBe('2');
});

test('a void form prints as void, with its reason', async () => {
  await opened('void');
  await call('form.void', { as: 'mei', params: { form_id: 'void' }, body: { reason: 'written #twice' } });
  const text = await sheet('void', await print('void'));
  expect([text.includes(unspaced('Void: written #twice')), text.includes('VOID')]).toEqual([true, true]);
});

test('a sheet is for whoever printed it, and for an hour', async () => {
  await opened('old');
  const nth = await print('old');
  expect(await sheet('old', nth, 'en', 'mei')).toBe('print_over');
  setNow((morning + hourMs) as Instant);
  expect(await sheet('old', nth)).toMatch(/^Grid|DF-2026/);
  setNow((morning + hourMs + 1) as Instant);
  expect(await sheet('old', nth)).toBe('print_over');
  setNow(morning);
  expect([await sheet('old', '2'), await sheet('never', '1'), await sheet('old', '0')]).toEqual(['unknown_print', 'unknown_form', 'bad_request']);
});

test('a register prints for a period, in the order of numbers, with what is void in its place', async () => {
  const register = async (query: Record<string, string>) => {
    const answer = await call('form.register_sheet', { as: 'mei', params: { form: 'supply_plan_reply' }, query: { lang: 'en', ...query } });
    expect(answer.headers['content-type']).toBe('application/pdf');
    return pagesOfPdf(answer.rawPayload).join('');
  };
  const all = await register({ from: '2026-03-02T00:00:00+08:00', to: '2026-03-03T00:00:00+08:00' });
  expect(all.match(/DF-2026-\d{5}/g)).toEqual(['DF-2026-00001', 'DF-2026-00002', 'DF-2026-00003', 'DF-2026-00004']);
  expect([all.includes(unspaced('Entries 4')), all.includes(unspaced('Void among them 1')), all.includes(unspaced('from 2026-03-02 00:00 until 2026-03-03 00:00'))]).toEqual([true, true, true]);
  expect(await register({ from: '2026-04-01T00:00:00+08:00' })).toContain(unspaced('Nothing in this period.'));
});
