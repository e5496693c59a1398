/** What lists keep of a form, the version of the rules it is filled under, and the series its number comes from. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { formOf, type FormState } from '../../core/form/form.ts';
import type { Form } from '../../core/form/shape.ts';
import type { House } from '../house.ts';
import { sql } from './case_rows.ts';
import type { StoredFact } from './read.ts';

const statement = readFileSync(join(import.meta.dirname, 'sql', 'refresh_form_list.sql'), 'utf8');

export const formStream = (formId: string) => `form:${formId}`;

/** A form stays under the version it was opened under, whatever is asked since. */
export async function shapeOfForm(tx: PoolClient, house: House, org: string, facts: readonly StoredFact[]): Promise<Form> {
  const opened = facts[0]!;
  const versions = await house.packs.versionsOf(tx, org);
  const form = versions.find(({ loaded }) => loaded.hash === opened.pack)?.loaded.pack.forms?.[opened.data['form'] as string];
  if (form === undefined) throw new Error(`the rules under which form ${opened.stream} was opened do not know it`);
  return form;
}

export function stateOfForm({ voided, locked, complete }: FormState): 'open' | 'complete' | 'locked' | 'void' {
  if (voided !== null) return 'void';
  return locked === 'all' ? 'locked' : complete ? 'complete' : 'open';
}

/** A rebuild fills the series as well; otherwise the one who opened the form has moved it on. */
export async function refreshForm(tx: PoolClient, house: House, org: string, id: string, facts: readonly StoredFact[], isRebuilt: boolean): Promise<void> {
  const form = await shapeOfForm(tx, house, org, facts);
  const state = formOf(facts);
  const { data, at, by, pack } = facts[0]!;
  const row = {
    org_id: org, form_id: id, form: state.form, words: form.words, pack, number: state.number, year: data['year'], serial: data['serial'],
    about_kind: state.about!.kind, about_id: state.about!.id, opened_at: sql(at), opened_by: by, state: stateOfForm(state), copies: state.copies,
    roles: rolesIn(form), seq: facts.length,
  };
  await tx.query({ name: 'form_list', text: statement, values: [JSON.stringify([row])] });
  if (!isRebuilt) return;
  await tx.query(
    `insert into form_series (org_id, form, year, last) values ($1, $2, $3, $4)
     on conflict (org_id, form, year) do update set last = greatest(form_series.last, excluded.last)`,
    [org, row.form, row.year, row.serial],
  );
}

/** Everybody who has a part in it. */
function rolesIn(form: Form): string[] {
  const signers = form.signers.flatMap((signer) => (signer.by === 'customer' ? [] : signer.by));
  return [...new Set([...form.fields.flatMap((field) => field.filled_by), ...signers, ...form.void.by])].toSorted();
}

/** Given once nothing stands in the way: the row is held until the transaction ends, and goes back with it. */
export async function nextSerial(tx: PoolClient, org: string, form: string, year: number): Promise<number> {
  const { rows } = await tx.query<{ last: number }>({
    name: 'next_serial',
    text: `insert into form_series (org_id, form, year, last) values ($1, $2, $3, 1)
           on conflict (org_id, form, year) do update set last = form_series.last + 1 returning last`,
    values: [org, form, year],
  });
  return rows[0]!.last;
}
