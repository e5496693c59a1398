/** What was typed into the search of a list, as words to look for and terms to ask the index for. */

import type { PoolClient } from 'pg';
import { phoneForms } from '../../core/base/phone.ts';
import { soughtWords, termOfCode, termsOfWord } from '../journal/search_terms.ts';
import type { Asking } from './asking.ts';
import type { CaseFilter } from './case_filter.ts';
import { activePack } from './me.ts';

export type Sought = {
  /** Each must be found in the case, or in the name of its engineer. */
  readonly words: readonly { readonly word: string; readonly engineers: readonly string[] }[];
  /** Every case that is sought has all these terms, or one of these engineers. Without terms the index can say nothing. */
  readonly terms: readonly number[];
  readonly engineers: readonly string[];
  /** The ways in which the number of the caller may be kept; null when none is asked for. */
  readonly phones: readonly string[] | null;
};

export async function soughtOf(client: PoolClient, asking: Asking, { q, zone, channel, matter, phone }: CaseFilter): Promise<Sought> {
  const { org } = asking.actor;
  const home = q === undefined && phone === undefined ? undefined : (await activePack(client, asking)).pack.phone_country;
  const phones = phone === undefined ? null : phoneForms(phone, home);
  const words = await withEngineers(client, org, soughtWords(q ?? '', home));
  const codes = Object.entries({ zone, channel, matter }).flatMap(([field, code]) => (code === undefined ? [] : [termOfCode(org, field as 'zone', code)]));
  // Words that are in the case for certain; where every word may also be an engineer's name, the first one decides.
  const certain = words.filter(({ engineers }) => engineers.length === 0);
  const telling = certain.length > 0 ? certain : words.slice(0, 1);
  const terms = telling.flatMap(({ word }) => termsOfWord(org, word));
  const engineers = certain.length > 0 ? [] : (words[0]?.engineers ?? []);
  // A Latin letter or two by themselves tell the index nothing, and codes alone would miss the engineer's cases, which need not have them.
  return { words, terms: words.length > 0 && terms.length === 0 && engineers.length > 0 ? [] : [...terms, ...codes], engineers, phones };
}

/** A name may be that of an engineer: people are few, so they are looked through. */
async function withEngineers(client: PoolClient, org: string, words: readonly string[]): Promise<Sought['words']> {
  if (words.length === 0) return [];
  const { rows } = await client.query<{ word: string; engineers: string[] }>({
    name: 'engineers_named',
    text: `select word, array(select person_id from person_list p where p.org_id = $1 and strpos(lower(p.name), word) > 0 limit 100) as engineers
             from unnest($2::text[]) with ordinality w(word, place) order by place`,
    values: [org, words],
  });
  return rows;
}

/** More than this are not put in order one by one. */
const fewInIndex = 2_000;

/** The cases the index knows for these terms, or null when they are too many. */
export async function fewWithTerms(client: PoolClient, org: string, { terms, engineers }: Sought): Promise<string[] | null> {
  const { rows } = await client.query<{ ids: string[] }>({
    name: 'cases_with_terms',
    text: `select array(select cases_with_terms($1::int[], $2) union
                        select case_id from (select case_id from case_list where org_id = $3 and engineer_id = any($4::text[]) limit $2) own) as ids`,
    values: [terms, fewInIndex + 1, org, engineers],
  });
  const { ids } = rows[0]!;
  return ids.length > fewInIndex ? null : ids;
}
