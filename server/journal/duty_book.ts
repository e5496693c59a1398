/** The book of duties of a subject, read off its own stream, the stream beside it, and the versions of the pack. */

import type { PoolClient } from 'pg';
import { unitOf } from '../../core/asset/unit.ts';
import type { Fact } from '../../core/base/fact.ts';
import type { Instant } from '../../core/base/time.ts';
import { effectiveFacts } from '../../core/clock/corrections.ts';
import { customerOf } from '../../core/customer/customer.ts';
import { bookOf, type Book } from '../../core/duty/book.ts';
import { type Subject } from '../../core/duty/care.ts';
import { compileDuties, type CompiledDuty } from '../../core/duty/compile.ts';
import { ownKinds, subjectKind, type SubjectKind } from '../../core/duty/duty.ts';
import type { Span } from '../../core/duty/owed.ts';
import { personOf } from '../../core/roster/person.ts';
import { baseRolesOf } from '../../core/roster/roles.ts';
import type { House } from '../house.ts';
import type { LoadedPack } from '../pack/load.ts';
import { readStreams, type StoredFact } from './read.ts';

export type SubjectKey = { readonly kind: SubjectKind; readonly id: string };

export const dutyStream = ({ kind, id }: SubjectKey) => `duty:${kind}.${id}`;

/** `unit.u-1`: the kind has no dot, the id may have some. */
export function subjectNamed(name: string): SubjectKey {
  const dot = name.indexOf('.');
  return { kind: subjectKind.parse(name.slice(0, dot)), id: name.slice(dot + 1) };
}

/** Where the subject's own room keeps it; null for what is only taken into care. */
export function ownStream(org: string, { kind, id }: SubjectKey): string | null {
  if (kind === 'organisation') return `org:${org}`;
  return ownKinds.includes(kind) ? `${kind}:${id}` : null;
}

export type SubjectBook = {
  readonly key: SubjectKey;
  readonly exists: boolean;
  readonly book: Book;
  readonly facts: readonly StoredFact[];
  /** Of the version that was activated last, those of this kind. */
  readonly duties: ReadonlyMap<string, CompiledDuty>;
  /** Whether any version owes anything to this kind, or anything was recorded: else there is no book worth writing. */
  readonly isEmpty: boolean;
};

// A version never changes, so its duties are compiled once.
const compiled = new WeakMap<LoadedPack, readonly CompiledDuty[]>();

export function dutiesOf(pack: LoadedPack): readonly CompiledDuty[] {
  const known = compiled.get(pack) ?? compileDuties(pack.pack);
  compiled.set(pack, known);
  return known;
}

/** The books of some subjects. Without `now` they are read as of the last thing heard, so that a rebuild years later writes the same rows. */
export async function booksOf(tx: PoolClient, house: House, org: string, keys: readonly SubjectKey[], now?: Instant): Promise<SubjectBook[]> {
  const versions = await house.packs.versionsOf(tx, org);
  if (versions.length === 0) return [];
  const streams = keys.flatMap((key) => [dutyStream(key), ...(ownStream(org, key) === null ? [] : [ownStream(org, key)!])]);
  const histories = await readStreams(tx, org, [...new Set(streams)]);
  const spans = versions.map(({ activated_at, loaded }, index): Span => ({
    pack: loaded.hash, from: activated_at, until: versions[index + 1]?.activated_at ?? null, duties: dutiesOf(loaded),
  }));
  const last = versions.at(-1)!;
  return keys.map((key) => {
    const own = ownStream(org, key);
    const ownFacts = own === null ? [] : histories.get(own)!;
    const facts = histories.get(dutyStream(key))!;
    const subject = subjectFrom(key, ownFacts, facts, versions[0]!.activated_at, last.loaded);
    const heard = Math.max(last.activated_at, ...[...(key.kind === 'organisation' ? [] : ownFacts), ...facts].map((fact) => fact.received_at)) as Instant;
    const ofKind = spans.flatMap((span) => span.duties).filter((duty) => duty.shape.subject === key.kind);
    return {
      key, facts, exists: subject.since !== null || facts.some((fact) => fact.kind === 'duty.taken_on'),
      book: bookOf(subject, effectiveFacts(facts), spans, now ?? heard),
      duties: new Map(dutiesOf(last.loaded).filter((duty) => duty.shape.subject === key.kind).map((duty) => [duty.name, duty])),
      isEmpty: facts.length === 0 && !ofKind.some((duty) => duty.shape.every !== undefined),
    };
  });
}

function subjectFrom(key: SubjectKey, own: readonly Fact[], duty: readonly Fact[], founded: Instant, pack: LoadedPack): Subject {
  const none = { ...key, since: null, until: null, described: {} };
  const momentOf = (kind: string) => own.find((fact) => fact.kind === kind)?.at ?? null;
  switch (key.kind) {
    case 'organisation':
      return { ...none, since: founded };
    case 'unit': {
      const { model, serial, customer_id, purchased_on } = unitOf(own);
      return { ...none, since: momentOf('unit.registered'), described: present({ model, serial, customer_id, purchased_on }) };
    }
    case 'customer': {
      const { class: customerClass, zone, area } = customerOf(own);
      return { ...none, since: momentOf('customer.registered'), until: momentOf('customer.erased'), described: present({ class: customerClass, zone, area }) };
    }
    case 'person': {
      const { roles, zones, skills } = personOf(own);
      const every = [...new Set([...roles, ...baseRolesOf(roles, pack.pack.roles ?? [])])];
      return { ...none, since: momentOf('person.added'), until: momentOf('person.left'), described: { roles: every, zones, skills } };
    }
    default:
      // It is there from being taken into care, and what is known of it stands in that fact.
      return { ...none, since: duty.find((fact) => fact.kind === 'duty.taken_on')?.at ?? null };
  }
}

function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
