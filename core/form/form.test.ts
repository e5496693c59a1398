import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { NewFact } from '../base/fact.ts';
import { parseInstant } from '../base/time.ts';
import { fits, missingIn, shownText } from './content.ts';
import { fillForm, openForm, printForm, signForm, voidForm, type FormDeciding } from './decide.ts';
import { formFacts, type FieldValue } from './facts.ts';
import { formOf, hasSigned, type FormFact, type FormState, type Values } from './form.ts';
import { numberingYear, numberOf } from './number.ts';
import { prefillOf } from './prefill.ts';
import { formsShape, type Form, type FormField } from './shape.ts';

const at = parseInstant('2026-03-02T08:00:00+08:00')!;
const words = { 'zh-CN': '一', en: 'One' };
const by = { filled_by: ['engineer'] };
const png = 'data:image/png;base64,iVBORw0KGgo=';

function formFrom(more: object): Form {
  return formsShape.parse({ one: { words, source: 'FRM-34', about: 'case', numbering: { prefix: 'FW' }, void: { by: ['manager'] }, ...more } })['one']!;
}

const report = formFrom({
  fields: [
    { code: 'cause', words, type: 'text', ...by, required: true },
    { code: 'price', words, type: 'fen', ...by },
    { code: 'quantity', words, type: 'number', ...by, required: 'form.price > 0' },
    { code: 'total', words, type: 'fen', computed: 'form.price * form.quantity' },
    { code: 'doubled', words, type: 'fen', computed: 'form.total * 2' },
    { code: 'remark', words, type: 'text', filled_by: ['agent'], personal: true, from: 'case.request' },
  ],
  signers: [
    { code: 'customer', words, by: 'customer' },
    { code: 'leader', words, by: ['manager'], after: 'customer' },
  ],
  locks: [{ after: 'customer', fields: ['price', 'quantity'] }, { after: 'leader' }],
});
const slip = formFrom({ fields: [{ code: 'cause', words, type: 'text', ...by, required: true }] });

const context = (holds: readonly string[]): FormDeciding => ({
  form_id: 'f1', holds, sealed_for: 'ma', digestOf: (text) => createHash('sha256').update(text).digest('hex'),
});

type Step = readonly [who: string, does: string, said?: object];

/** Plays steps through the real decisions; answers the kinds recorded by the last one, or its refusal, and the form after it. */
function play(form: Form, steps: readonly Step[]): { verdict: string; state: FormState; facts: readonly FormFact[] } {
  const facts: FormFact[] = [];
  let verdict = '';
  for (const [who, does, said] of steps) {
    const decided = decide(form, formOf(facts), who, does, said);
    verdict = decided.ok ? decided.facts.map((fact) => fact.kind).join(' ') : decided.refusal;
    if (decided.ok) facts.push(...decided.facts.map((fact, index) => stored(fact, `${facts.length + index}`)));
  }
  return { verdict, state: formOf(facts), facts };
}

function decide(form: Form, state: FormState, who: string, does: string, said: object = {}) {
  const told = context([who]);
  switch (does) {
    case 'open': return openForm(state, form, { at, form: 'one', about: { kind: 'case', id: 'case-1' }, ...said }, told);
    case 'fill': return fillForm(state, form, { at, values: {}, ...said }, told);
    case 'sign': return signForm(state, form, { at, signer: who, digest: state.digest ?? '', name: '马', image: png, ...said }, told);
    case 'print': return printForm(state, form, { at }, told);
    default: return voidForm(state, form, { at, reason: '填错', ...said }, told);
  }
}

/** As the shell does: the number is added, the shape is checked, the personal part is read back beside the data. */
function stored(fact: NewFact, id: string): FormFact {
  const data = fact.kind === 'form.opened' ? { ...fact.data, number: 'FW-2026-00001', year: 2026, serial: 1 } : fact.data;
  const kind = formFacts[fact.kind as keyof typeof formFacts];
  if (fact.personal) (kind as (typeof formFacts)['form.filled']).personal.parse(fact.personal.fields);
  return { id, kind: fact.kind, at, received_at: at, data: kind.data.parse(data), personal: fact.personal?.fields ?? null };
}

const open: Step = ['engineer', 'open'];
const cause: Step = ['engineer', 'fill', { values: { cause: '老化' } }];
const signed: readonly Step[] = [open, cause, ['customer', 'sign']];
const locked: readonly Step[] = [...signed, ['manager', 'sign', { signer: 'leader' }]];
const voided: readonly Step[] = [open, ['manager', 'void']];

describe('a form', () => {
  test.each<readonly [readonly Step[], string]>([
    [[open], 'form.opened'],
    [[open, open], 'form_exists'],
    [[['engineer', 'open', { about: { kind: 'unit', id: 'u1' } }]], 'form_about_other'],
    [[cause], 'unknown_form'],
    [[open, cause], 'form.filled'],
    [[open, ['engineer', 'fill']], 'nothing_new'],
    [[open, ['engineer', 'fill', { values: { colour: 'red' } }]], 'unknown_field'],
    [[open, ['engineer', 'fill', { values: { constructor: 'x' } }]], 'unknown_field'],
    [[open, ['engineer', 'fill', { values: { total: 5 } }]], 'field_computed'],
    [[open, ['engineer', 'fill', { values: { remark: '好' } }]], 'not_your_field'],
    [[open, ['engineer', 'fill', { values: { price: 1.5 } }]], 'field_unfit'],
    [[open, ['engineer', 'fill', { complete: true }]], 'fields_missing'],
    [[open, cause, ['engineer', 'fill', { complete: true }]], 'form.filled'],
    [[open, ['engineer', 'fill', { values: { cause: '老化', price: 5 }, complete: true }]], 'fields_missing'],
    [[open, ['engineer', 'fill', { values: { cause: '老化', price: 5, quantity: 2 }, complete: true }]], 'form.filled'],
    [[open, ['customer', 'sign']], 'fields_missing'],
    [[open, cause, ['customer', 'sign', { digest: 'f'.repeat(64) }]], 'form_changed'],
    [[open, cause, ['customer', 'sign', { signer: 'king' }]], 'unknown_signer'],
    [[open, cause, ['engineer', 'sign', { signer: 'leader' }]], 'not_your_signature'],
    [[open, cause, ['manager', 'sign', { signer: 'leader' }]], 'signature_awaited'],
    [signed, 'form.signed form.locked'],
    [[...signed, ['customer', 'sign']], 'already_signed'],
    [[...signed, ['engineer', 'fill', { values: { price: 9 } }]], 'field_locked'],
    [[...signed, ['engineer', 'fill', { values: { cause: '雷击' } }], ['manager', 'sign', { signer: 'leader' }]], 'signature_awaited'],
    [locked, 'form.signed form.locked'],
    [[...locked, cause], 'form_locked'],
    [[...locked, ['engineer', 'fill', { complete: true }]], 'form_locked'],
    [[...locked, ['manager', 'void']], 'form.voided'],
    [[open, ['engineer', 'void']], 'not_yours_to_void'],
    [[open, ['manager', 'void', { reason: ' ' }]], 'reason_missing'],
    [voided, 'form.voided'],
    [[...voided, ['manager', 'void']], 'form_voided'],
    [[...voided, cause], 'form_voided'],
    [[...voided, ['customer', 'sign']], 'form_voided'],
  ])('%j → %s', (steps, verdict) => {
    expect(play(report, steps).verdict).toBe(verdict);
  });

  test('of a kind that the pack has not → unknown_form_kind', () => {
    const command = { at, form: 'two', about: { kind: 'case', id: 'c' } };
    expect(openForm(formOf([]), undefined, command, context(['engineer']))).toMatchObject({ ok: false, refusal: 'unknown_form_kind' });
  });

  test('that nobody signs is locked by completing it', () => {
    expect(play(slip, [open, ['engineer', 'fill', { values: { cause: '老化' }, complete: true }]]).verdict).toBe('form.filled form.locked');
    expect(play(slip, [open, ['engineer', 'fill', { values: { cause: '老化' }, complete: true }], cause]).verdict).toBe('form_locked');
  });

  test('that is void keeps its number and what it said', () => {
    expect(play(report, [open, cause, ['manager', 'void']]).state).toMatchObject({ number: 'FW-2026-00001', values: { cause: '老化' }, voided: { reason: '填错' } });
  });

  const printed: Step = ['agent', 'print'];
  const sheets = (form: Form, steps: readonly Step[]) => play(form, steps).state.prints.map(({ sheet, nth }) => `${sheet} ${nth}`);
  test.each<readonly [string, readonly Step[], readonly string[]]>([
    ['before it is final is no original, and takes none away', [open, printed, cause, printed], ['draft 1', 'draft 2']],
    ['once it is locked is the original, and every further one a copy', [...locked, printed, printed, printed], ['original 1', 'copy 1', 'copy 2']],
    ['after sheets that were not final is the original still', [open, printed, ...locked.slice(1), printed, printed], ['draft 1', 'original 1', 'copy 1']],
    ['once it is void says so and is no copy', [...locked, printed, ['manager', 'void'], printed, printed], ['original 1', 'void 1', 'void 2']],
  ])('printed %s', (_what, steps, expected) => {
    expect(sheets(report, steps)).toEqual(expected);
  });

  test('that is made out twice has two originals before its copies (FRM-05, FRM-26, FRM-67)', () => {
    expect(sheets({ ...report, copies: 2 }, [...locked, printed, printed, printed])).toEqual(['original 1', 'original 2', 'copy 1']);
  });

  test('that was never opened is not printed', () => {
    expect(play(report, [printed]).verdict).toBe('unknown_form');
  });
});

describe('what it shows', () => {
  const filled = (values: Values, more: readonly Step[] = []) => play(report, [open, ['engineer', 'fill', { values }], ...more]);

  test('is worked out again with each filling, a field from those above it', () => {
    expect(filled({ price: 250, quantity: 3 }).state.values).toEqual({ price: 250, quantity: 3, total: 750, doubled: 1500 });
    expect(filled({ price: 250, quantity: 3 }, [['engineer', 'fill', { values: { quantity: 2 } }]]).state.values).toMatchObject({ total: 500, doubled: 1000 });
    expect(filled({ price: 250, quantity: 3 }, [['engineer', 'fill', { values: { price: null } }]]).state.values).toEqual({ quantity: 3 });
    expect(filled({ price: 1, quantity: 0.5 }).state.values).toEqual({ price: 1, quantity: 0.5 });
  });

  test('seals what is personal and signs over it all the same', () => {
    const { state, facts } = play(report, [open, cause, ['agent', 'fill', { values: { remark: '满意' } }]]);
    expect(facts.at(-1)!.data).toMatchObject({ values: {}, digest: state.digest });
    expect(JSON.stringify(facts.map((fact) => fact.data))).not.toContain('满意');
    expect(state.values).toMatchObject({ remark: '满意' });
    expect(state.digest).not.toBe(play(report, [open, cause]).state.digest);
    const erased = formOf(facts.map((fact) => ({ ...fact, personal: null })));
    expect(erased).toMatchObject({ values: { cause: '老化' }, digest: state.digest });
  });

  test('once changed, is signed by nobody any more', () => {
    const { state } = play(report, [...signed, ['engineer', 'fill', { values: { cause: '雷击' } }]]);
    expect([hasSigned(state, 'customer'), hasSigned(play(report, signed).state, 'customer')]).toEqual([false, true]);
  });

  test('reads the same whoever wrote the columns of a line in which order', () => {
    const list = formFrom({ fields: [{ code: 'parts', words, type: 'list', ...by, columns: [{ code: 'a', words, type: 'text' }, { code: 'b', words, type: 'number' }] }] });
    const text = (line: Record<string, FieldValue>) => shownText(list, 'one', 'FW-1', { parts: [line] } as Values);
    expect(text({ a: 'x', b: 1 })).toBe(text({ b: 1, a: 'x' }));
    expect(text({ a: 'x', b: 1 })).toBe('one FW-1\nparts: [{"a":"x","b":1}]');
  });

  test('begins with what its case already said, where that fits', () => {
    expect(prefillOf(report, { case: { request: '尽快' } })).toEqual({ remark: '尽快' });
    expect(prefillOf(report, { case: { request: 5 } })).toEqual({});
    expect(prefillOf(report, {})).toEqual({});
  });

  test('lacks an empty list as it lacks anything else', () => {
    const list = formFrom({ fields: [{ code: 'parts', words, type: 'list', ...by, required: true, columns: [{ code: 'a', words, type: 'text' }] }] });
    expect([missingIn(list, { parts: [] }), missingIn(list, { parts: [{ a: 'x' }] })]).toEqual([['parts'], []]);
  });
});

const columns = [{ code: 'a', words, type: 'text' as const }, { code: 'n', words, type: 'number' as const }];
const choices = [{ code: 'red', words }];

test.each<readonly [FormField['type'], FieldValue, boolean]>([
  ['text', 'x', true], ['text', '', false], ['text', 'a\nb', false], ['text', 'a\u0007', false], ['text', 1, false], ['text', 'x'.repeat(501), false],
  ['long_text', 'a\nb', true], ['long_text', ' ', false],
  ['number', 1.5, true], ['number', '1', false],
  ['fen', 100, true], ['fen', 1.5, false], ['fen', 2 ** 60, false],
  ['date', '2026-03-02', true], ['date', '2026-02-30', false], ['date', '2026-3-2', false],
  ['moment', '2026-03-02T08:00:00+08:00', true], ['moment', '2026-03-02T08:00:00', false],
  ['flag', true, true], ['flag', 'true', false],
  ['choice', 'red', true], ['choice', 'blue', false],
  ['person', 'wu', true], ['person', 'w u', false],
  ['place', { lat: 30, lon: 120 }, true], ['place', { lat: 91, lon: 0 }, false], ['place', 'here', false],
  ['list', [{ a: 'x', n: 1 }], true], ['list', [{ a: 1 }], false], ['list', [{ c: 'x' }], false], ['list', [{ toString: 'x' }], false], ['list', 'x', false],
  ['text', null, true],
])('a field for %s takes %j → %s', (type, value, verdict) => {
  expect(fits({ code: 'x', words, type, choices, columns, filled_by: [], required: false, personal: false }, value)).toBe(verdict);
});

test.each<readonly [string, 'year' | 'ever', number, string]>([
  // Midnight in Shanghai falls into the old year in Greenwich.
  ['2025-12-31T23:59:59.999+08:00', 'year', 7, 'FW-2025-00007'],
  ['2026-01-01T00:00:00+08:00', 'year', 1, 'FW-2026-00001'],
  ['2026-01-01T00:00:00+08:00', 'year', 123_456, 'FW-2026-123456'],
  ['2026-01-01T00:00:00+08:00', 'ever', 42, 'FW-00042'],
])('opened at %s, counted per %s, serial %i → %s', (moment, per, serial, verdict) => {
  const numbering = { prefix: 'FW', per, digits: 5 };
  expect(numberOf(numbering, numberingYear(numbering, parseInstant(moment)!, 'Asia/Shanghai'), serial)).toBe(verdict);
});
