import { describe, expect, test } from 'vitest';
import { computedOf, missingIn } from '../core/form/content.ts';
import { formOf } from '../core/form/form.ts';
import { fillAndSign, forms, packOf, packs } from './filled.fixture.ts';

describe('every form of every pack', () => {
  test.each(forms)('%s: %s can be opened, filled, completed, signed and is then locked under its number', (_pack, name, pack, form) => {
    const state = formOf(fillAndSign(pack, name, form));
    expect(state.locked).toBe('all');
    expect(state.number).toMatch(new RegExp(`^${form.numbering.prefix}(-2026)?-0*1$`));
    const filled = form.fields.flatMap((field) => (field.computed === undefined ? [field.code] : []));
    expect(Object.keys(state.values)).toEqual(expect.arrayContaining(filled));
  });

  test.each(packs.map((pack) => [pack.name, pack] as const))('%s gives no prefix twice, or two forms would share a number', (_name, pack) => {
    const prefixes = Object.values(pack.forms ?? {}).map((form) => form.numbering.prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});

/** Which of the 87 rows each organisation owns; a row that falls out of here has lost its form. */
const owned = {
  bus: [1, 10],
  'machine-tool': [11, 16],
  telecom: [17, 20],
  'service-centre': [21, 29],
  lubricants: [30, 33],
  appliance: [34, 39],
  'it-integrator': [40, 42],
  'project-contractor': [43, 50],
  'farm-machinery': [51, 58],
  'road-instruments': [59, 59],
  building: [60, 64],
  'machinery-maker': [65, 67],
  'equipment-supplier': [68, 68],
  'small-section': [69, 69],
  fabric: [70, 73],
  mall: [74, 75],
  grid: [76, 77],
  port: [78, 85],
  'car-dealer': [86, 86],
  'e-commerce': [87, 87],
} as const satisfies Readonly<Record<string, readonly [first: number, last: number]>>;
const rowNamed = (number: number) => `FRM-${String(number).padStart(2, '0')}`;

test.each(Object.entries(owned))('%s has a form for each of its rows %j', (name, [first, last]) => {
  const sources = forms.filter(([pack]) => pack === name).flatMap(([, , , form]) => form.source);
  expect(sources.toSorted()).toEqual(Array.from({ length: last - first + 1 }, (_, index) => rowNamed(first + index)));
});

test('the packs hold a form for each of the 87 rows', () => {
  expect(forms.flatMap(([, , , form]) => form.source).toSorted()).toEqual(Array.from({ length: 87 }, (_, index) => rowNamed(index + 1)));
});

test('FRM-69 works out what is left from what was there, came in and went out', async () => {
  const form = (await packOf('small-section')).forms!['material_balance']!;
  expect(computedOf(form, { opening: 10, received: 5, used: 7 })).toEqual({ balance: 8 });
  expect(computedOf(form, { opening: 10, received: 5 })).toEqual({ balance: null });
});

test('FRM-62 asks for additions or reductions, and not for words where there is no second', async () => {
  const form = (await packOf('building')).forms!['change_sheet']!;
  const missing = (values: object) => missingIn(form, values as Parameters<typeof missingIn>[1]);
  expect([missing({}), missing({ additions: 'two sockets' }), missing({ reductions: 'a shelf' })]).toEqual([['additions', 'reductions'], [], []]);
});

test('FRM-73 works out what share of its sales a customer sent back, and none where nothing was sold', async () => {
  const form = (await packOf('fabric')).forms!['returns_ratio']!;
  expect(computedOf(form, { sales: 3_000, returns: 100 })).toEqual({ ratio: 3.3 });
  expect(computedOf(form, { sales: 0, returns: 100 })).toEqual({ ratio: null });
  expect(computedOf(form, { sales: 3_000 })).toEqual({ ratio: null });
});

test('FRM-46 is confirmed by the owner or the project-management department, after head and leader, and says by which', async () => {
  const { fields, signers } = (await packOf('project-contractor')).forms!['task_sheet']!;
  expect(signers.map((signer) => [signer.code, signer.by, signer.after])).toEqual([['head', ['department_head'], undefined], ['leader', ['unit_leader'], 'head'], ['owner', 'customer', 'leader']]);
  expect(fields.find((field) => field.code === 'confirmed_by')?.choices?.map((choice) => choice.code)).toEqual(['department', 'owner']);
});

test.each([
  ['FRM-48', 'project-contractor', 'return_visit_report', 'opinions', 'construction_management'],
  ['FRM-54', 'farm-machinery', 'guarantee_record', 'parts', 'dealer engineer'],
  ['FRM-61', 'building', 'maintenance_service', 'items', 'engineering'],
  ['FRM-65', 'machinery-maker', 'visit_record', 'new_needs', 'service_staff sales'],
])('%s: %s, %s is filled by whom the row names (%s: %s)', async (_row, name, form, asked, roles) => {
  const field = (await packOf(name)).forms![form]!.fields.find((each) => each.code === asked)!;
  expect(field.filled_by).toEqual(expect.arrayContaining(roles.split(' ')));
});

test('FRM-22 is signed by the customer on site, when the goods are taken in and when they come back, in this order', async () => {
  const { signers } = (await packOf('service-centre')).forms!['service_voucher']!;
  expect(signers.map((signer) => [signer.code, signer.by, signer.after])).toEqual([['on_site', 'customer', undefined], ['take_in', 'customer', 'on_site'], ['return', 'customer', 'take_in']]);
});

test('FRM-16 asks what was found only where something was', async () => {
  const form = (await packOf('machine-tool')).forms!['arrival_inspection']!;
  const inspected = { accessories_complete: true, rust: false, damage: false, ok_before_power: true };
  expect([missingIn(form, inspected), missingIn(form, { ...inspected, rust: true })]).toEqual([[], ['findings']]);
});

test.each([['bus', 'part_receipt_note', 2], ['service-centre', 'maintenance_contract', 2], ['machinery-maker', 'service_record', 2]])('%s: %s is made out %i times (FRM-05, FRM-26, FRM-67)', async (name, form, copies) => {
  expect((await packOf(name)).forms![form]!.copies).toBe(copies);
});

test('FRM-76 asks the eight points UTL-05 to UTL-12, in this order', async () => {
  const { fields } = (await packOf('grid')).forms!['electricity_inspection']!;
  expect(fields.map((field) => field.source)).toEqual(['UTL-05', 'UTL-06', 'UTL-07', 'UTL-08', 'UTL-09', 'UTL-10', 'UTL-11', 'UTL-12']);
});

test('FRM-77 states the limits that CLK-09 to CLK-12 promise, class by class', async () => {
  const { forms: asked, promises } = await packOf('grid');
  const promised = promises['supply_plan_reply']!.target.map((row) => row as { where: { customer_class: string }; within: string });
  const stated = promised.map(({ where }) => `${String(computedOf(asked!['supply_plan_reply']!, { class: where.customer_class })['limit_working_days'])} working days`);
  expect(stated).toEqual(promised.map((row) => row.within));
  expect(stated).toHaveLength(4);
});
