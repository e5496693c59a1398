/** What the data of a fact must hold when it comes from somebody's file: what its kind asks, codes the pack knows, anything else besides. */

import type { z } from 'zod';
import type { FactData } from '../../core/base/fact.ts';
import type { FactKind } from '../../core/base/kinds.ts';
import { parseInstant } from '../../core/base/time.ts';
import { factKinds } from '../../core/pack/facts.ts';
import type { ServicePolicy } from '../../core/roster/deciding.ts';

type Codes = Pick<ServicePolicy, 'zones' | 'matters' | 'customer_classes' | 'milestones'>;
type Json = Readonly<Record<string, unknown>>;
export type DataProblem = { readonly problem: string };

/** The data with the defaults of its kind. Fields that the kind does not know stay: records from elsewhere say more than we ask. */
export function checkData(kind: string, data: Json, codes: Codes): { readonly data: FactData } | DataProblem {
  const shape = shapeOf(kind, codes);
  if (shape === undefined) return { problem: `there is no kind of fact ${JSON.stringify(kind)}` };
  const wrongCode = codeProblem(kind, data, codes);
  if (wrongCode !== null) return { problem: wrongCode };
  const read = shape.data.loose().safeParse(data);
  if (!read.success) return { problem: issueWords(read.error.issues[0]!, data) };
  // A storm may be declared while it lasts; a file is read afterwards, and what it judges must not rest on an end left out.
  if (kind === 'storm.declared' && data['ends_at'] === undefined) return { problem: 'data.ends_at is missing' };
  return { data: read.data };
}

/** A field that holds null was not said: the same as leaving it out. */
export function saidOnly(data: Json): Json {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

/** A kind of the house, or a milestone that the pack declares. */
export function shapeOf(kind: string, { milestones = {} }: Pick<ServicePolicy, 'milestones'>): FactKind | undefined {
  if (Object.hasOwn(factKinds, kind)) return factKinds[kind];
  return Object.hasOwn(milestones, kind) ? milestones[kind] : undefined;
}

function codeProblem(kind: string, data: Json, codes: Codes): string | null {
  if (kind === 'case.reported' && codes.zones.length > 0 && data['zone'] === undefined) {
    return `case.reported needs data.zone, one of ${codes.zones.join(', ')}`;
  }
  const known = { zone: codes.zones, matter: codes.matters ?? [], customer_class: codes.customer_classes ?? [] };
  for (const [field, list] of Object.entries(known)) {
    const value = data[field];
    if (typeof value === 'string' && list.length > 0 && !list.includes(value)) {
      return `the pack has no ${field} ${JSON.stringify(value)}; it has ${list.join(', ')}`;
    }
  }
  return null;
}

/** What our own shapes complain about by code, in words. */
const words: Readonly<Record<string, string>> = {
  moment: 'not a moment with its offset, such as 2026-03-02T08:00:00+08:00',
  code: 'not a code of small letters, digits and _',
  id: 'not an id of at most 64 letters, digits and _ . -',
  control: 'it holds a line break or a control character',
  phone: 'not a telephone number',
  time_zone: 'not a time zone such as Asia/Shanghai',
};

export function issueWords(issue: z.core.$ZodIssue, data: unknown): string {
  const path = issue.path.map(String);
  const value = path.reduce<unknown>((inside, key) => (inside as Json | undefined)?.[key], data);
  if (value === undefined && issue.code === 'invalid_type') return `data.${path.join('.')} is missing`;
  return `data.${path.join('.')}: ${words[issue.message] ?? issue.message}`;
}

const replacementKeys = ['kind', 'at', 'data', 'id', 'received_at'];

/**
 * A correction as it is recorded. `replacement` may be written as a fact ({kind, at, data}) or as nothing but the new
 * data ({zone: rural}); a field that is null goes.
 */
export function replacementOf(data: Json): { readonly data: FactData } | DataProblem {
  const { id, revision, replacement, withdrawn, ...rest } = data;
  if (typeof id !== 'string' || id === '') return { problem: 'fact.corrected needs data.id, the id of the fact it corrects' };
  if (!Number.isInteger(revision) || (revision as number) < 1)
    return { problem: 'fact.corrected needs data.revision, a whole number from 1' };
  if (withdrawn !== undefined && typeof withdrawn !== 'boolean') return { problem: 'data.withdrawn is true, or left out' };
  const isWithdrawn = withdrawn === true;
  if (isWithdrawn === (replacement !== undefined)) {
    return { problem: 'fact.corrected needs either data.replacement or data.withdrawn: true' };
  }
  if (isWithdrawn) return { data: { ...rest, id, revision, withdrawn: true } };
  if (typeof replacement !== 'object' || Array.isArray(replacement)) return { problem: 'data.replacement is not an object' };
  const given = replacement as Json;
  const loose = Object.fromEntries(Object.entries(given).filter(([key]) => !replacementKeys.includes(key)));
  const { kind, at, data: inner } = given;
  if (kind !== undefined && typeof kind !== 'string') return { problem: 'data.replacement.kind is not a text' };
  if (at !== undefined && (typeof at !== 'string' || parseInstant(at) === null))
    return { problem: `data.replacement.at: ${words['moment']}` };
  if (inner !== undefined && (typeof inner !== 'object' || inner === null || Array.isArray(inner)))
    return { problem: 'data.replacement.data is not an object' };
  const fields = { ...loose, ...(inner as Json | undefined) };
  return {
    data: {
      ...rest,
      id,
      revision,
      replacement: {
        ...(kind === undefined ? {} : { kind }),
        ...(at === undefined ? {} : { at }),
        ...(Object.keys(fields).length === 0 ? {} : { data: fields }),
      },
    },
  };
}
