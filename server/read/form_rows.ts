/** Rows of forms for lists and registers, with what people call the thing each is about. */

import type { PoolClient } from 'pg';
import { sql } from 'kysely';
import { isoOf } from '../../core/base/time.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { FormRow } from '../../wire/view/form_views.ts';
import type { Asking, Lang } from './asking.ts';
import { activePack } from './me.ts';
import { seenForms } from './permit.ts';
import { query, rowsOf, type FormListRow } from './tables.ts';

type Found = Omit<FormListRow, 'org_id' | 'roles'> & { readonly about: string | null; readonly opened_by_name: string | null };

const aboutWords = sql<string | null>`case form_list.about_kind
  when 'case' then (select c.number from case_list c where c.org_id = form_list.org_id and c.case_id = form_list.about_id)
  when 'customer' then (select c.name from customer_list c where c.org_id = form_list.org_id and c.customer_id = form_list.about_id)
  when 'unit' then (select concat_ws(' ', u.model, u.serial) from unit_list u where u.org_id = form_list.org_id and u.unit_id = form_list.about_id) end`;
const opener = sql<string | null>`(select p.name from person_list p where p.org_id = form_list.org_id and p.person_id = form_list.opened_by)`;

/** Those the asker may see; more conditions and the order are the caller's. */
export function selectForms({ actor }: Asking, operation: OperationName) {
  const seen = seenForms(actor, operation);
  const all = query
    .selectFrom('form_list')
    .where('org_id', '=', actor.org)
    .select(['form_id', 'form', 'words', 'number', 'year', 'serial', 'about_kind', 'about_id', 'opened_at', 'opened_by', 'state', 'copies', 'seq', aboutWords.as('about'), opener.as('opened_by_name')]);
  return seen === null ? all : all.where(seen);
}

export async function foundForms(client: PoolClient, question: ReturnType<typeof selectForms>): Promise<Found[]> {
  return rowsOf<Found>(client, question);
}

/** The organisation itself is called what its pack calls it. */
export async function orgWords(client: PoolClient, asking: Asking): Promise<string> {
  return (await activePack(client, asking)).pack.words[asking.lang];
}

export function formRowOf(row: Found, lang: Lang, org: string): FormRow {
  const { form_id, form, number, about_kind, about_id, opened_by, opened_by_name, state, copies, seq } = row;
  const about = row.about ?? (about_kind === 'organisation' ? org : about_id);
  return { form_id, form, words: row.words[lang] ?? row.words['en']!, number, about_kind, about_id, about, opened_at: isoOf(row.opened_at), opened_by, opened_by_name, state, copies, seq };
}
