import { afterAll, expect, test } from 'vitest';
import { formOf, type FormState } from '../core/form/form.ts';
import type { Form, FormField } from '../core/form/shape.ts';
import type { Pack } from '../core/pack/pack.ts';
import { openPress } from '../server/print/press.ts';
import type { Paper } from '../server/print/paper.ts';
import { paperOf } from '../server/read/form_sheet.ts';
import { pagesOfPdf, unspaced } from '../test/pdf_text.ts';
import { fillAndSign, forms, printedOnce } from './filled.fixture.ts';

// One for all: the compiler and its fonts are opened once.
const press = openPress();
afterAll(() => press.close());

type Lang = 'zh-CN' | 'en';

function paper(pack: Pack, form: Form, state: FormState, lang: Lang): Paper {
  const row = { words: form.words[lang], number: state.number!, about_kind: form.about, about: 'SB-2026-00042', opened_at: '2026-03-02T08:00:00+08:00', opened_by: 'an', opened_by_name: '安宁' };
  const spoken = { lang, timeZone: pack.time_zone, nameOf: (person: string) => `${person}师傅` };
  return paperOf({ row, form, state, spoken, organisation: pack.words[lang], customer: form.about === 'case' ? '马阿姨' : null, printed: { print: state.prints.at(-1)!, by: 'an' } });
}

/** Labels of its fields, of the columns of its lists and of its signers. */
function labelsOf(form: Form, lang: Lang): string[] {
  const ofField = (field: FormField) => [field.words[lang], ...(field.columns ?? []).map((column) => column.words[lang])];
  return [...form.fields.flatMap(ofField), ...form.signers.map((signer) => signer.words[lang])];
}

const marks = { 'zh-CN': { original: '正本', copy: '副本第1份' }, en: { original: 'Original', copy: 'Duplicate1' } } as const;

test.each(forms)('%s: %s prints in both languages, first as the original and then as a duplicate, with its number, labels, signers and organisation', async (_pack, name, pack, form) => {
  let facts = fillAndSign(pack, name, form);
  for (let original = 1; original <= form.copies; original++) facts = printedOnce(facts, pack, name, form);
  const original = formOf(facts);
  const copy = formOf(printedOnce(facts, pack, name, form));
  for (const lang of ['zh-CN', 'en'] as const) {
    const [first, second] = await Promise.all([original, copy].map(async (state) => pagesOfPdf(await press.print(paper(pack, form, state, lang)))));
    const text = first!.join('');
    const signers = form.signers.length === 0 ? [] : ['马2026-03-0208:00'];
    const wanted = [original.number!, form.words[lang], pack.words[lang], 'SB-2026-00042', ...labelsOf(form, lang), ...signers];
    expect(wanted.map(unspaced).filter((part) => !text.includes(part))).toEqual([]);
    expect([text.includes(marks[lang].original), text.includes(marks[lang].copy)]).toEqual([true, false]);
    expect([second!.join('').includes(marks[lang].original), second!.every((page) => page.includes(marks[lang].copy))]).toEqual([false, true]);
  }
});

test('the packs print a form for each of the 87 rows', () => {
  expect(forms.length).toBe(87);
});

test('the same print is the same file, byte for byte', async () => {
  const [, name, pack, form] = forms[0]!;
  const state = formOf(printedOnce(fillAndSign(pack, name, form), pack, name, form));
  const [one, two] = [await press.print(paper(pack, form, state, 'en')), await press.print(paper(pack, form, state, 'en'))];
  expect(Buffer.compare(one, two)).toBe(0);
});
