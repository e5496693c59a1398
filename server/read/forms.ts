/** Which forms there are, for whom, and one form as it stands. */

import type { PoolClient } from 'pg';
import { z } from 'zod';
import { isoOf } from '../../core/base/time.ts';
import { formOf } from '../../core/form/form.ts';
import type { Form } from '../../core/form/shape.ts';
import type { operations } from '../../wire/contract.ts';
import type { FormKind, FormView } from '../../wire/view/form_views.ts';
import { formStream, shapeOfForm } from '../journal/form_rows.ts';
import { heldIn } from '../journal/ownership.ts';
import { readStreams } from '../journal/read.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { namesOf } from './case_facts.ts';
import { cursorOf, keyOf, momentKey, pageOf, textKey } from './cursor.ts';
import { formRowOf, foundForms, orgWords, selectForms } from './form_rows.ts';
import { formViewOf } from './form_view.ts';
import { keptView } from './keeping.ts';
import { activePack } from './me.ts';
import { by, scopeOf } from './permit.ts';
import { sql } from 'kysely';

export async function listFormKinds(asking: Asking): Promise<{ items: FormKind[] }> {
  scopeOf(asking.actor, 'form.kinds');
  return ask(asking, async (client) => ({ items: await kindsFor(client, asking) }));
}

async function kindsFor(client: PoolClient, asking: Asking): Promise<FormKind[]> {
  const { pack } = await activePack(client, asking);
  return Object.entries(pack.forms ?? {}).map(([form, shape]) => kindOf(form, shape, asking));
}

function kindOf(form: string, shape: Form, { actor, lang }: Asking): FormKind {
  const { words, about, register, source, fields, signers } = shape;
  const parts = new Set([...fields.flatMap((field) => field.filled_by), ...signers.flatMap((signer) => (signer.by === 'customer' ? [] : signer.by)), ...shape.void.by]);
  return { form, words: words[lang] ?? words.en, about, register, source: [source].flat(), mine: heldIn({ ...by(actor), party: null }).some((role) => parts.has(role)) };
}

export async function listForms(asking: Asking, asked: z.output<(typeof operations)['form.list']['query']>) {
  const after = keyOf('forms', z.tuple([momentKey, textKey]), asked.cursor);
  let wanted = selectForms(asking, 'form.list').orderBy('opened_at', 'desc').orderBy('form_id', 'desc').limit(asked.limit + 1);
  if (asked.form !== undefined) wanted = wanted.where('form', '=', asked.form);
  if (asked.state !== undefined) wanted = wanted.where('state', '=', asked.state);
  if (asked.from !== undefined) wanted = wanted.where(sql<boolean>`opened_at >= ${asked.from}`);
  if (asked.to !== undefined) wanted = wanted.where(sql<boolean>`opened_at < ${asked.to}`);
  if (after !== null) wanted = wanted.where(sql<boolean>`(opened_at, form_id) < (${isoOf(after[0] as never)}, ${after[1]})`);
  return ask(asking, async (client) => {
    const org = await orgWords(client, asking);
    return pageOf(await foundForms(client, wanted), asked.limit, (row) => formRowOf(row, asking.lang, org), (last) => cursorOf('forms', [last.opened_at, last.form_id]));
  });
}

const latestMax = 200;

export async function listFormsAbout(asking: Asking, { about_kind: kind, about_id: id }: z.output<(typeof operations)['form.about']['params']>) {
  const wanted = selectForms(asking, 'form.about').where('about_kind', '=', kind).where('about_id', '=', id).orderBy('opened_at', 'desc').orderBy('form_id', 'desc').limit(latestMax);
  return ask(asking, async (client) => {
    await permitSubject(client, asking, kind, id);
    const org = await orgWords(client, asking);
    const kinds = (await kindsFor(client, asking)).filter((each) => each.about === kind);
    return { kinds, items: (await foundForms(client, wanted)).map((row) => formRowOf(row, asking.lang, org)) };
  });
}

const unknown = { case: 'unknown_case', unit: 'unknown_unit', customer: 'unknown_customer', organisation: 'unknown_subject' } as const;

async function permitSubject(client: PoolClient, { actor }: Asking, kind: keyof typeof unknown, id: string): Promise<void> {
  const { rows } = await client.query<{ known: boolean; seen: boolean }>(
    `select case $1 when 'case' then exists (select from case_list where case_id = $2) when 'unit' then exists (select from unit_list where unit_id = $2)
                    when 'customer' then exists (select from customer_list where customer_id = $2) else $2 = current_org() end as known,
            $1 = 'organisation' or form_is_of($1, $2, '', '{}', $3, '{}', $4) as seen`,
    [kind, id, actor.person, scopeOf(actor, 'form.about') === 'party' ? actor.party : null],
  );
  if (scopeOf(actor, 'form.about') !== 'any' && rows[0]!.known && !rows[0]!.seen) throw new Refused('not_allowed');
  if (!rows[0]!.known) throw new Refused(unknown[kind], { detail: { [kind === 'organisation' ? 'subject_id' : `${kind}_id`]: id } });
}


export async function getForm(asking: Asking, formId: string): Promise<FormView> {
  const { actor, house } = asking;
  const seen = selectForms(asking, 'form.get').where('form_id', '=', formId);
  return ask(asking, async (client) => {
    const facts = (await readStreams(client, actor.org, [formStream(formId)])).get(formStream(formId))!;
    if (facts.length === 0) throw new Refused('unknown_form', { detail: { form_id: formId } });
    const [row] = await foundForms(client, seen);
    if (row === undefined) throw new Refused('not_allowed');
    const form = await shapeOfForm(client, house, actor.org, facts);
    const people = await namesOf(client, actor.org, facts.map((fact) => fact.by));
    const { pack } = await activePack(client, asking);
    const kept = keptView(pack, { form: row.form, closed: formOf(facts).closed_at }, asking);
    return formViewOf(formRowOf(row, asking.lang, await orgWords(client, asking)), form, facts, { actor: by(actor), lang: asking.lang, nameOf: (person) => people.get(person) ?? null, kept });
  });
}
