/** Checks the gates of a pack: the facts they name exist, their conditions can be read, and none holds back what truly happened. */

import { citationPattern } from '../base/citation.ts';
import type { GateShape } from '../gate/gate.ts';
import { kindsUnder, standsOnCases } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';
import { checkCondition, seenBy } from './seen.ts';

/** What physically happened is recorded and disputed, never refused (CLOCKS, truth over order), and a mistake can always be corrected. */
const neverHeldBack: ReadonlySet<string> = new Set([
  'case.reported', 'customer.informed', 'visit.departed', 'visit.delayed', 'visit.knocked', 'visit.door_opened', 'visit.arrived', 'visit.no_access',
  'visit.left', 'supply.restored', 'fact.corrected', 'fact.accepted', 'case.pack_taken_over',
]);

export function checkGates(pack: Pack): Finding[] {
  const known = kindsUnder(pack);
  const checkKind = (kind: string, path: Path): Finding[] =>
    known[kind] === undefined ? [{ path, code: 'unknown_fact_kind', message: `there is no fact ${kind}` }] : [];
  const checkStands = (kind: string, path: Path): Finding[] =>
    known[kind] === undefined || standsOnCases(pack, kind) ? checkKind(kind, path) : [{ path, code: 'never_recorded', message: `${kind} is never recorded where this gate looks, so nothing would come of it` }];
  return Object.entries(pack.gates ?? {}).flatMap(([name, gate]) => {
    const at: Path = ['gates', name];
    return [
      ...gate.before.flatMap((kind, index) => [...checkStands(kind, [...at, 'before', index]), ...checkLaw(kind, [...at, 'before', index])]),
      ...(gate.once ?? []).flatMap((kind, index) => checkStands(kind, [...at, 'once', index])),
      ...gate.needs.flatMap((need, index) => [
        ...checkStands(need.fact, [...at, 'needs', index, 'fact']),
        ...(need.since ?? []).flatMap((kind, place) => checkStands(kind, [...at, 'needs', index, 'since', place])),
        ...checkSources(need.source, [...at, 'needs', index, 'source']),
        ...checkItself(gate, need.fact, [...at, 'needs', index, 'fact']),
      ]),
      ...checkWhen(pack, gate, [...at, 'when']),
      ...checkSources(gate.source, [...at, 'source']),
    ];
  });
}

function checkLaw(kind: string, path: Path): Finding[] {
  return neverHeldBack.has(kind) ? [{ path, code: 'forbidden_by_law', message: `no gate may stand before ${kind}: what truly happened is recorded` }] : [];
}

/** A gate that needs the very fact it holds back would never open. */
function checkItself(gate: GateShape, kind: string, path: Path): Finding[] {
  return gate.before.includes(kind) && gate.before.length === 1 ? [{ path, code: 'never_opens', message: `${kind} would wait for itself` }] : [];
}

/** A gate sees the case and the fact that comes, and no visit. */
function checkWhen(pack: Pack, { when, before }: GateShape, path: Path): Finding[] {
  if (when === undefined) return [];
  const { case: about, fact } = seenBy(pack, before);
  return checkCondition(pack, when, { case: about, fact }, path);
}

function checkSources(source: string | readonly string[] | undefined, path: Path): Finding[] {
  return [source ?? []].flat().flatMap((each): Finding[] =>
    citationPattern.test(each) ? [] : [{ path, code: 'bad_source', message: `a source is cited as CLK-05, not ${each}` }],
  );
}
