/** Turns the promises of a checked pack into what the engine reads, and names every problem in them. */

import { ConditionError } from '../base/condition.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { WallRules } from '../calendar/wall.ts';
import { compileCalendar } from '../calendar/working.ts';
import type { CompiledPack, CompiledPause, CompiledPromise, Mark, Roles } from './compiled.ts';
import { type CompiledItem, compileTest } from './item.ts';
import { elapsedOr, listOf, type Problem } from './problem.ts';
import { type Bounds, boundsShape, type Item, type PromiseShape } from './promise.ts';
import { compileRow } from './row.ts';
import { compileBands, compileStages } from './late.ts';

export type PromiseBundle = Partial<WallRules> & {
  readonly name: string;
  readonly version: string | number;
  /** Content hash over everything a verdict can depend on, calendars included. */
  readonly hash: string;
  readonly time_zone: string;
  readonly promises: Readonly<Record<string, PromiseShape>>;
  readonly calendars: Readonly<Record<string, Calendar>>;
  /** Kinds of fact whose data describes the subject: case.reported, case.classified, visit.assigned, … */
  readonly describing: Iterable<string>;
  readonly bounds?: Bounds;
};

/** Compiles promises that are known to be sound; throws with every problem when they are not. */
export function compilePromises(bundle: PromiseBundle): CompiledPack {
  const problems: Problem[] = [];
  const pack = compile(bundle, problems);
  if (problems.length > 0) {
    throw new Error(problems.map((each) => `${each.path}: ${each.message}`).join('\n'));
  }
  return pack;
}

/** Everything that is wrong with the promises of a pack beyond their shape; empty when they can be used. */
export function promiseProblems(bundle: PromiseBundle): readonly Problem[] {
  const problems: Problem[] = [];
  compile(bundle, problems);
  return problems;
}

function compile(bundle: PromiseBundle, problems: Problem[]): CompiledPack {
  const promises = new Map<string, CompiledPromise>();
  const calendars = new Map(Object.entries(bundle.calendars).map(([name, each]) => [name, compileCalendar(name, each)]));
  const bounds = bundle.bounds ?? boundsShape.parse({});
  const startedBy = new Map<string, CompiledPromise[]>();
  const pack: CompiledPack = {
    name: bundle.name,
    version: bundle.version,
    hash: bundle.hash,
    place: {
      time_zone: bundle.time_zone,
      skipped_hour: bundle.skipped_hour ?? 'later',
      repeated_hour: bundle.repeated_hour ?? 'first',
    },
    promises,
    startedBy,
    isLinked: Object.values(bundle.promises).some(hangsOnAnother),
    calendars,
    describing: new Set(bundle.describing),
    bounds: {
      aheadMs: elapsedOr(bounds.ahead, 'bounds.ahead', problems),
      olderMs: elapsedOr(bounds.older_than, 'bounds.older_than', problems),
      afterAssignment: new Set(bounds.after_assignment),
    },
  };
  for (const [name, shape] of Object.entries(bundle.promises)) {
    promises.set(name, compilePromise(name, shape, pack, problems));
  }
  for (const promise of promises.values()) for (const kind of promise.startKinds) startedBy.set(kind, [...(startedBy.get(kind) ?? []), promise]);
  checkReferences(promises, problems);
  return pack;
}

function compilePromise(name: string, shape: PromiseShape, pack: CompiledPack, problems: Problem[]): CompiledPromise {
  const path = `promises.${name}`;
  const items = (list: readonly Item[], at: string) => compileItems(list, shape.subject, `${path}.${at}`, problems);
  const starts = shape.start ?? [];
  const startItems = starts.filter((each) => typeof each === 'string' || 'fact' in each);
  const startDeadlinesOf = starts.flatMap((each) => (typeof each === 'object' && 'deadline_of' in each ? [each.deadline_of] : []));
  const rows = shape.target.map((row, i) => compileRow(row, i, shape, `${path}.target.${i}`, problems));
  const calendar = pack.calendars.get(shape.calendar) ?? null;
  if (calendar === null && shape.calendar !== 'elapsed') {
    problems.push({ path: `${path}.calendar`, message: `the pack has no calendar ${shape.calendar}` });
  }
  const pauses = shape.pause.map((rule, i) => ({
    from: items(asList(rule.from), `pause.${i}.from`),
    until: items(asList(rule.until), `pause.${i}.until`),
    reasons: rule.reasons === undefined ? null : new Set<unknown>(rule.reasons),
  }));
  checkEvery(shape, path, problems);
  const start = items([...startItems, ...(shape.act ?? [])], 'start');
  return {
    name,
    pack,
    shape,
    source: listOf(shape.source),
    innerKey: `${shape.subject}_id`,
    calendar,
    startKinds: new Set(start.map((each) => each.kind)),
    rolesIn: rolesByStream(
      start,
      items(shape.stop, 'stop'),
      items([...shape.cancel, ...shape.until], 'cancel'),
      pauses,
    ),
    startDeadlinesOf,
    dependsOn: [...startDeadlinesOf, ...rows.flatMap((row) => (row.target.kind === 'deadline_of' ? [row.target.promise] : []))],
    isEvery: shape.act !== undefined,
    pauses,
    rows,
    bands: compileBands(shape, path, problems),
    stages: compileStages(shape, path, problems),
    excuse:
      shape.excuse === undefined ? null : { events: new Set(shape.excuse.events), told: items(shape.excuse.told_by, 'excuse.told_by') },
  };
}

function hangsOnAnother(shape: PromiseShape): boolean {
  return [...(shape.start ?? []), ...shape.target].some((each) => typeof each === 'object' && 'deadline_of' in each);
}

function compileItems(list: readonly Item[], subject: string, path: string, problems: Problem[]): CompiledItem[] {
  return list.flatMap((each) => {
    const item = typeof each === 'string' ? { fact: each } : each;
    try {
      return [{ kind: item.fact, ...compileTest(item, subject) }];
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      problems.push({ path, message: error.message });
      return [];
    }
  });
}

/** Kinds and their roles, once per kind of stream: its closing and reopening have roles in every promise. */
function rolesByStream(
  start: readonly CompiledItem[],
  stop: readonly CompiledItem[],
  cancel: readonly CompiledItem[],
  pauses: readonly CompiledPause[],
): (stream: string) => ReadonlyMap<string, Roles> {
  const known = new Map<string, ReadonlyMap<string, Roles>>();
  const build = (stream: string) => {
    const marks = new Map<string, Mark>(
      (['reopened', 'cancelled', 'closed', 'pack_taken_over'] as const).map((mark) => [`${stream}.${mark}`, mark]),
    );
    const pausing = new Set(pauses.flatMap((pause) => pause.from.map((each) => each.kind)));
    const kinds = new Set([...start, ...stop, ...cancel].map((each) => each.kind).concat([...marks.keys(), ...pausing]));
    const of = (items: readonly CompiledItem[], kind: string) => {
      const found = items.filter((each) => each.kind === kind);
      return found.length === 0 ? null : found;
    };
    const roles = new Map<string, Roles>();
    for (const kind of kinds) {
      const acts = { start: of(start, kind), stop: of(stop, kind), cancel: of(cancel, kind) };
      roles.set(kind, { ...acts, mark: marks.get(kind) ?? null, mayPause: pausing.has(kind) });
    }
    known.set(stream, roles);
    return roles;
  };
  return (stream) => known.get(stream) ?? build(stream);
}

function checkEvery(shape: PromiseShape, path: string, problems: Problem[]): void {
  const hasRow = shape.target.some((row) => 'every' in row);
  if (shape.act === undefined && shape.start === undefined) {
    problems.push({ path, message: 'a promise has a start, or acts that must follow one another (act with every)' });
  }
  if (shape.act !== undefined && shape.start !== undefined) {
    problems.push({ path, message: 'act takes the place of start: each act opens the next occurrence' });
  }
  if (hasRow !== (shape.act !== undefined)) {
    problems.push({ path: `${path}.target`, message: 'every and act belong together' });
  }
  if (shape.until.length > 0 && shape.act === undefined) {
    problems.push({ path: `${path}.until`, message: 'until belongs to act and every; use cancel' });
  }
}

function checkReferences(promises: ReadonlyMap<string, CompiledPromise>, problems: Problem[]): void {
  for (const promise of promises.values()) {
    const path = `promises.${promise.name}`;
    for (const other of promise.dependsOn) {
      if (!promises.has(other)) problems.push({ path, message: `there is no promise ${other}` });
    }
    const seen = new Set<string>();
    const queue = [...promise.dependsOn];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const other = promises.get(next);
      if (other !== undefined) queue.push(...other.dependsOn);
    }
    if (seen.has(promise.name)) problems.push({ path, message: 'its deadline depends on itself' });
  }
}

function asList(items: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(items) ? items : [items as Item];
}
