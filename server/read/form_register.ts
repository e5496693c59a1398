/** A register: all forms of one kind with what they say, in the order of their numbers; on a screen, and as a table for people. */

import type { PoolClient } from 'pg';
import { sql } from 'kysely';
import { z } from 'zod';
import { keepingOf } from '../../core/form/archive.ts';
import { formOf } from '../../core/form/form.ts';
import type { Form } from '../../core/form/shape.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { FormRegister } from '../../wire/view/form_views.ts';
import { formStream, shapeOfForm } from '../journal/form_rows.ts';
import { readStreams } from '../journal/read.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import type { ExportedTable } from './case_export.ts';
import { cursorOf, keyOf, numberKey, pageOf } from './cursor.ts';
import type { Cell } from './export_cells.ts';
import { formRowOf, foundForms, orgWords, selectForms } from './form_rows.ts';
import { cellOf, peopleIn, wallText } from './form_text.ts';
import { namesOf } from './case_facts.ts';
import { said } from './form_view.ts';
import { activePack } from './me.ts';
import { stateWords } from './sheet_words.ts';

type Period = { readonly from?: string | undefined; readonly to?: string | undefined };
type Asked = Period & { readonly form: string; readonly cursor?: string | undefined; readonly limit: number };

/** Columns are those of the rules in force; a form of an earlier version shows what it says under the same names. */
export async function readRegister(asking: Asking, asked: Asked, operation: OperationName = 'form.register'): Promise<FormRegister> {
  const { lang, actor, house } = asking;
  const after = keyOf('register', z.tuple([numberKey, numberKey]), asked.cursor);
  let wanted = selectForms(asking, operation).where('form', '=', asked.form).orderBy('year').orderBy('serial').limit(asked.limit + 1);
  if (asked.from !== undefined) wanted = wanted.where(sql<boolean>`opened_at >= ${asked.from}`);
  if (asked.to !== undefined) wanted = wanted.where(sql<boolean>`opened_at < ${asked.to}`);
  if (after !== null) wanted = wanted.where(sql<boolean>`(year, serial) > (${after[0]}, ${after[1]})`);
  return ask(asking, async (client) => {
    const { pack } = await activePack(client, asking);
    const shown = await shapeNamed(client, asking, asked.form);
    const org = await orgWords(client, asking);
    const page = pageOf(await foundForms(client, wanted), asked.limit, (row) => formRowOf(row, lang, org), (last) => cursorOf('register', [last.year, last.serial]));
    const histories = await readStreams(client, actor.org, page.items.map((row) => formStream(row.form_id)));
    const read = new Map(await Promise.all(page.items.map(async ({ form_id: id }) => {
      const facts = histories.get(formStream(id))!;
      return [id, { own: await shapeOfForm(client, house, actor.org, facts), state: formOf(facts) }] as const;
    })));
    const people = await namesOf(client, actor.org, [...read.values()].flatMap(({ own, state }) => peopleIn(own, state)));
    const spoken = { lang, timeZone: pack.time_zone, nameOf: (person: string) => people.get(person) ?? person };
    const items = page.items.map((row) => {
      const { own, state: { values, closed_at } } = read.get(row.form_id)!;
      const cells = shown.fields.map(({ code }) => {
        const field = own.fields.find((each) => each.code === code);
        return field === undefined ? null : cellOf(field, values[code], spoken);
      });
      return { ...row, kept_until: keepingOf(pack.archive, asked.form, closed_at, pack.time_zone)?.until ?? null, cells };
    });
    return { form: asked.form, words: said(shown.words, lang), fields: shown.fields.map(({ code, words }) => ({ code, words: said(words, lang) })), items, next_cursor: page.next_cursor };
  });
}

/** As the rules in force have it, or the last version that had it. */
async function shapeNamed(client: PoolClient, { house, actor }: Asking, name: string): Promise<Form> {
  const versions = await house.packs.versionsOf(client, actor.org);
  const form = versions.toReversed().map(({ loaded }) => loaded.pack.forms ?? {}).find((forms) => Object.hasOwn(forms, name))?.[name];
  if (form === undefined) throw new Refused('unknown_form_kind', { detail: { form: name } });
  return form;
}

const pageRows = 200;

export async function exportRegister(asking: Asking, asked: Period & { readonly form: string }): Promise<ExportedTable> {
  const { lang } = asking;
  const page = (cursor?: string) => readRegister(asking, { ...asked, limit: pageRows, cursor }, 'form.export');
  // Read before anything is sent, so that a no is still answered as one.
  const first = await page();
  const timeZone = await ask(asking, async (client) => (await activePack(client, asking)).pack.time_zone);
  async function* pages() {
    for (let here = first; ; here = await page(here.next_cursor)) {
      yield here.items.map((row): Cell[] => [row.number, wallText(row.opened_at, timeZone), row.about, row.opened_by_name ?? row.opened_by, stateWords[row.state][lang], ...row.cells, row.kept_until]);
      if (here.next_cursor === null) return;
    }
  }
  return { titles: [...headTitles[lang], ...first.fields.map((field) => field.words), keptTitle[lang]], pages: pages() };
}

const keptTitle: Readonly<Record<Lang, string>> = { en: 'Kept until', 'zh-CN': '保存至' };

export const headTitles: Readonly<Record<Lang, readonly string[]>> = { en: ['Number', 'Opened', 'About', 'Opened by', 'State'], 'zh-CN': ['编号', '建立时间', '对象', '建立人', '状态'] };
