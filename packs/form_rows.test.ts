import { expect, test } from 'vitest';
import { loadPack } from '../server/pack/load.ts';
import { formRows as lateRows } from './form_rows_44_to_87.fixture.ts';
import { formRows as earlyRows } from './form_rows_01_to_43.fixture.ts';

/** What each row names of its form, written down once more beside the packs: a field, a signer or a copy left out turns a line red. */
const rows = [...earlyRows, ...lateRows];

test('every row of the forms is held once', () => {
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 87 }, (_, index) => `FRM-${String(index + 1).padStart(2, '0')}`));
});

test.each(rows.map((each) => [each.row, each.pack, each.form, each] as const))('%s %s/%s has what the row names', async (row, pack, name, { fields, signers, about }) => {
  const loaded = await loadPack(pack);
  if (!loaded.ok) throw new Error(`${pack} cannot be read`);
  const form = loaded.pack.forms![name]!;
  expect([form.source].flat()).toContain(row);
  expect(form.about).toBe(about);
  const known = form.fields.flatMap((field) => [field.code, ...(field.columns ?? []).map((column) => `${field.code}.${column.code}`)]);
  expect(fields.split(' ').filter((field) => field !== '' && !known.includes(field))).toEqual([]);
  expect((form.signers ?? []).map((signer) => signer.code).join(' ')).toBe(signers);
});
