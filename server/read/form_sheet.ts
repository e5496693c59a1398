/** The sheet of one print: the form as it stood then, with what that print was. */

import type { PoolClient } from 'pg';
import { hourMs, isoOf } from '../../core/base/time.ts';
import { formOf, hasSigned, type FormState, type Print } from '../../core/form/form.ts';
import type { Form, FormField } from '../../core/form/shape.ts';
import type { FieldValue } from '../../core/form/facts.ts';
import type { FormRow } from '../../wire/view/form_views.ts';
import { formStream, shapeOfForm, stateOfForm } from '../journal/form_rows.ts';
import { readStreams, type StoredFact } from '../journal/read.ts';
import type { Paper, PaperBlock, PaperSigner } from '../print/paper.ts';
import { pictureIn } from '../print/picture.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import { formRowOf, foundForms, orgWords, selectForms } from './form_rows.ts';
import { peopleIn, printedCell, wallText, type Spoken } from './form_text.ts';
import { said } from './form_view.ts';
import { namesOf } from './case_facts.ts';
import { activePack } from './me.ts';
import { markOf, retentionWords, sayOn, stateWords, subjectWords } from './sheet_words.ts';

/** A sheet can be fetched again when it was lost on its way, and later it is another print. */
const fetchableMs = hourMs;

export type Asked = { readonly form_id: string; readonly print: number };
export type Sheet = { readonly name: string; readonly paper: Paper };

export async function readSheet(asking: Asking, { form_id, print }: Asked): Promise<Sheet> {
  const { actor, house, lang, now } = asking;
  const seen = selectForms(asking, 'form.sheet').where('form_id', '=', form_id);
  return ask(asking, async (client) => {
    const facts = (await readStreams(client, actor.org, [formStream(form_id)])).get(formStream(form_id))!;
    if (facts.length === 0) throw new Refused('unknown_form', { detail: { form_id } });
    const [found] = await foundForms(client, seen);
    if (found === undefined) throw new Refused('not_allowed');
    const upTo = printsIn(facts)[print - 1];
    if (upTo === undefined) throw new Refused('unknown_print', { detail: { print } });
    const shown = facts.slice(0, upTo + 1);
    const { at, by } = facts[upTo]!;
    if (by !== actor.person || now - at > fetchableMs) throw new Refused('print_over');
    const state = formOf(shown);
    const form = await shapeOfForm(client, house, actor.org, facts);
    const organisation = await orgWords(client, asking);
    const { pack } = await activePack(client, asking);
    const people = await namesOf(client, actor.org, [by, ...peopleIn(form, state)]);
    const spoken = { lang, timeZone: pack.time_zone, nameOf: (person: string) => people.get(person) ?? person };
    const row = formRowOf(found, lang, organisation);
    const paper = paperOf({ row, form, state, spoken, organisation, customer: await customerOf(client, row), printed: { print: state.prints.at(-1)!, by } });
    return { name: `${row.number}.pdf`, paper };
  });
}

/** Where in the stream each print is. */
function printsIn(facts: readonly StoredFact[]): number[] {
  return facts.flatMap(({ kind }, index) => (kind === 'form.printed' || kind === 'form.copied' ? [index] : []));
}

/** Whose case or unit it is about, as far as they are still known. */
async function customerOf(client: PoolClient, { about_kind: kind, about_id: id }: FormRow): Promise<string | null> {
  if (kind !== 'case' && kind !== 'unit') return null;
  const { rows } = await client.query<{ name: string | null }>(
    `select coalesce(c.name, t.caller) as name
       from (select customer_id, caller_name as caller from case_list where org_id = current_org() and $1 = 'case' and case_id = $2
             union all select customer_id, null from unit_list where org_id = current_org() and $1 = 'unit' and unit_id = $2) t
       left join customer_list c on c.org_id = current_org() and c.customer_id = t.customer_id`,
    [kind, id],
  );
  return rows[0]?.name ?? null;
}

export type Shown = {
  readonly row: Pick<FormRow, 'words' | 'number' | 'about_kind' | 'about' | 'opened_at' | 'opened_by' | 'opened_by_name'>;
  readonly form: Form; readonly state: FormState; readonly spoken: Required<Spoken>; readonly organisation: string; readonly customer: string | null;
  readonly printed: { readonly print: Print; readonly by: string };
};

export function paperOf({ row, form, state, spoken, organisation, customer, printed }: Shown): Paper {
  const { lang, timeZone, nameOf } = spoken;
  const say = sayOn(lang);
  const { print, by } = printed;
  const retention = form.retention === undefined ? [] : [say('retention', { how_long: retentionWords(form.retention, lang) })];
  return {
    kind: 'form', ...typesetIn(lang), organisation, title: said(form.words, lang), number: row.number,
    mark: { text: markOf(print, form.copies, lang), strong: print.sheet === 'copy' || print.sheet === 'void' },
    struck: state.voided === null ? null : { mark: say('void_mark'), reason: say('voided', { reason: state.voided.reason }) },
    facts: [
      { label: subjectWords[row.about_kind][lang], value: row.about },
      ...(customer === null ? [] : [{ label: say('customer'), value: customer }]),
      { label: say('opened'), value: `${wallText(row.opened_at, timeZone)} ${row.opened_by_name ?? row.opened_by}` },
      { label: say('state'), value: stateWords[stateOfForm(state)][lang] },
    ],
    blocks: blocksOf(form, state, spoken),
    remarks: [...(form.fields.length === 0 ? [say('nothing_asked')] : []), ...retention],
    signers: form.signers.map((signer) => signerOf(signer, state, spoken)),
    foot: say('printed', { at: wallText(isoOf(print.at), timeZone), by: nameOf(by) }),
    words: { number: say('number'), signature: say('signature'), signatures: say('signatures'), pages: say('pages') },
  };
}

export function typesetIn(lang: Lang): { readonly lang: string; readonly region: string } {
  return lang === 'en' ? { lang: 'en', region: 'GB' } : { lang: 'zh', region: 'CN' };
}

/** Short fields stand two in a row, long ones have a row, lists are tables; all in the order of the form. */
function blocksOf(form: Form, state: FormState, spoken: Spoken): PaperBlock[] {
  const blocks: PaperBlock[] = [];
  for (const field of form.fields) {
    const value = state.values[field.code] ?? null;
    const block = field.type === 'list' ? tableOf(field, value, spoken) : pairOf(field, value, spoken);
    const before = blocks.at(-1);
    if (before?.kind === 'pairs' && block.kind === 'pairs') blocks[blocks.length - 1] = { kind: 'pairs', items: [...before.items, ...block.items] };
    else blocks.push(block);
  }
  return blocks;
}

/** Longer than this a text takes the whole width. */
const shortMax = 40;

function pairOf(field: FormField, value: FieldValue, spoken: Spoken): PaperBlock {
  const text = printedCell({ ...field, type: field.type as 'text' }, value, spoken);
  const isLong = field.type === 'long_text' || (text?.length ?? 0) > shortMax;
  return { kind: 'pairs', items: [{ label: said(field.words, spoken.lang), value: text, wide: isLong }] };
}

const widths: Readonly<Partial<Record<string, number>>> = { number: 2, fen: 2, flag: 2, date: 3, long_text: 6 };

function tableOf(field: FormField, value: FieldValue, spoken: Spoken): PaperBlock {
  const columns = field.columns ?? [];
  const lines = (value ?? []) as readonly Readonly<Record<string, FieldValue>>[];
  // An empty one keeps a line to write on.
  const rows = lines.length === 0 ? [columns.map(() => null)] : lines.map((line) => columns.map((column) => printedCell(column, line[column.code] ?? null, spoken)));
  return {
    kind: 'table', label: said(field.words, spoken.lang),
    columns: columns.map((column) => ({ label: said(column.words, spoken.lang), number: column.type === 'number' || column.type === 'fen', width: widths[column.type] ?? 4 })),
    rows: rows.map((cells) => ({ cells, struck: false })),
  };
}

function signerOf(signer: Form['signers'][number], state: FormState, { lang, timeZone }: Spoken): PaperSigner {
  const say = sayOn(lang);
  const signature = state.signatures.find((each) => each.signer === signer.code);
  const label = said(signer.words, lang);
  if (signature === undefined) return { label, name: '', at: '', note: null, picture: null };
  return {
    label, name: signature.name ?? say('erased'), at: wallText(isoOf(signature.at), timeZone),
    note: hasSigned(state, signer.code) ? null : say('changed'), picture: signature.image === null ? null : pictureIn(signature.image),
  };
}
