/** Checks one promise of a pack against the facts, zones, calendars and reasons that exist. */

import { citationPattern } from '../base/citation.ts';
import { needsCalendar, parseDuration } from '../base/duration.ts';
import type { Item, PromiseShape, TargetRow } from '../clock/promise.ts';
import { describingKinds, kindsUnder, standsOnCases } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';
import { checkCondition, listOf, seenBy } from './seen.ts';

type Where = Readonly<Record<string, unknown>>;
type Placed = { readonly path: Path; readonly item: Item };
type Conditional = { readonly where?: Where | undefined; readonly when?: string | undefined };

export function checkPromise(pack: Pack, name: string): Finding[] {
  const promise = pack.promises[name]!;
  const at: Path = ['promises', name];
  const items = itemsOf(promise, at);
  const started = [...(promise.start ?? []), ...(promise.act ?? [])].flatMap((item) => kindOf(item) ?? []);
  return [
    ...items.flatMap(({ path, item }) => checkItem(pack, promise, item, path)),
    ...promise.target.flatMap((row, index) => checkRow(pack, promise, row, [...at, 'target', index], started)),
    ...checkStarts(pack, promise, at),
    ...checkStops(promise, at),
    ...checkShadows(promise, at),
    ...checkCalendar(pack, promise, at),
    ...checkExcuse(pack, promise, at),
    ...checkPauses(pack, promise, at),
    ...checkCitations(promise, at),
  ];
}

function checkItem(pack: Pack, promise: PromiseShape, item: Item, path: Path): Finding[] {
  const kind = kindOf(item)!;
  if (kindsUnder(pack)[kind] === undefined) {
    const place = typeof item === 'string' ? path : [...path, 'fact'];
    return [{ path: place, code: 'unknown_fact_kind', message: `there is no fact ${kind}` }];
  }
  if (!standsOnCases(pack, kind)) {
    const place = typeof item === 'string' ? path : [...path, 'fact'];
    return [{ path: place, code: 'never_recorded', message: `${kind} is never recorded on what this promise is about` }];
  }
  return typeof item === 'string' ? [] : checkConditional(pack, promise, item, path, [kind]);
}

function checkRow(pack: Pack, promise: PromiseShape, row: TargetRow, path: Path, started: readonly string[]): Finding[] {
  const fields = fieldsOf(pack, started);
  const findings = checkConditional(pack, promise, row, path, started);
  const looked: { path: Path; field: string }[] = [];
  if ('before' in row) looked.push({ path: [...path, 'before', 'moment'], field: row.before.moment });
  if ('window' in row) looked.push({ path: [...path, 'window', 'moment'], field: row.window.moment });
  if ('agreed' in row)
    for (const [key, field] of Object.entries(row.agreed)) looked.push({ path: [...path, 'agreed', key], field: field as string });
  for (const each of looked) if (!fields.has(each.field)) findings.push(unknownField(each.path, each.field));
  if ('deadline_of' in row) findings.push(...checkDeadlineOf(pack, row.deadline_of, [...path, 'deadline_of']));
  return findings;
}

function checkConditional(pack: Pack, promise: PromiseShape, given: Conditional, path: Path, kinds: readonly string[]): Finding[] {
  const fields = fieldsOf(pack, kinds);
  const findings = Object.entries(given.where ?? {}).flatMap(([field, value]) =>
    checkWhere(pack, field, value, [...path, 'where', field], fields),
  );
  if (given.when === undefined) return findings;
  return [...findings, ...checkCondition(pack, given.when, seenBy(pack, kinds, promise.subject), [...path, 'when'])];
}

function checkWhere(pack: Pack, field: string, value: unknown, path: Path, fields: ReadonlySet<string>): Finding[] {
  if (!fields.has(field)) return [unknownField(path, field)];
  const list = listOf(field);
  if (list === undefined) return [];
  const known: readonly unknown[] = pack[list].map((choice) => choice.code);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each, index): Finding[] =>
    known.includes(each)
      ? []
      : [
          {
            path: Array.isArray(value) ? [...path, index] : path,
            code: 'unknown_value',
            message: `${list} of this pack has no ${String(each)}`,
          },
        ],
  );
}

function checkStarts(pack: Pack, promise: PromiseShape, at: Path): Finding[] {
  return (promise.start ?? []).flatMap((item, index): Finding[] =>
    typeof item === 'object' && 'deadline_of' in item ? checkDeadlineOf(pack, item.deadline_of, [...at, 'start', index, 'deadline_of']) : [],
  );
}

/** What waits for the deadline of a promise that promises nothing waits for ever. */
function checkDeadlineOf(pack: Pack, name: string, path: Path): Finding[] {
  const other = pack.promises[name];
  if (other === undefined) return [unknownPromise(path, name)];
  return other.target.every((row) => 'no_promise' in row) ? [{ path, code: 'never_reached', message: `${name} promises nothing in any row, so its deadline never comes` }] : [];
}

/** A fact that starts and stops the same promise would be kept in no time at all. */
function checkStops(promise: PromiseShape, at: Path): Finding[] {
  return promise.stop.flatMap((stop, index): Finding[] => {
    const same = (promise.start ?? []).some((start) => kindOf(start) === kindOf(stop) && overlaps(start as Item, stop));
    return same
      ? [{ path: [...at, 'stop', index], code: 'stops_on_its_start', message: `${kindOf(stop)} starts this promise and stops it at once` }]
      : [];
  });
}

/** Two conditions that are both there and differ are taken to exclude each other; the writer knows better than we. */
function overlaps(a: Item, b: Item): boolean {
  const isOpen = (item: Item) => typeof item === 'string' || (item.where === undefined && item.when === undefined);
  return isOpen(a) || isOpen(b) || JSON.stringify(a) === JSON.stringify(b);
}

/** A row that an earlier one always takes first can never be the target. */
function checkShadows(promise: PromiseShape, at: Path): Finding[] {
  return promise.target.flatMap((row, index): Finding[] => {
    const by = promise.target.findIndex(
      (earlier, i) =>
        i < index && (earlier.when === undefined || earlier.when === row.when) && covers(earlier.where ?? {}, row.where ?? {}),
    );
    return by < 0
      ? []
      : [{ path: [...at, 'target', index], code: 'shadowed_target', message: `row ${by + 1} of the table always comes before this one` }];
  });
}

function covers(wide: Where, narrow: Where): boolean {
  const valuesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
  return Object.entries(wide).every(
    ([field, value]) => narrow[field] !== undefined && valuesOf(narrow[field]).every((each) => valuesOf(value).includes(each)),
  );
}

function checkCalendar(pack: Pack, promise: PromiseShape, at: Path): Finding[] {
  if (promise.calendar !== 'elapsed') {
    const isKnown = pack.calendars[promise.calendar] !== undefined;
    return isKnown
      ? []
      : [{ path: [...at, 'calendar'], code: 'unknown_calendar', message: `this pack has no calendar ${promise.calendar}` }];
  }
  return promise.target.flatMap((row, index): Finding[] => {
    const length = 'within' in row ? row.within : 'before' in row ? row.before.by : null;
    const duration = length === null ? null : parseDuration(length);
    return duration !== null && needsCalendar(duration)
      ? [{ path: [...at, 'target', index], code: 'calendar_needed', message: `${length} needs a calendar that says when work is done` }]
      : [];
  });
}

function checkExcuse(pack: Pack, promise: PromiseShape, at: Path): Finding[] {
  const known = pack.events.map((event) => event.kind);
  return (promise.excuse?.events ?? []).flatMap((kind, index): Finding[] =>
    known.includes(kind)
      ? []
      : [{ path: [...at, 'excuse', 'events', index], code: 'unknown_event', message: `events of this pack has no ${kind}` }],
  );
}

function checkPauses(pack: Pack, promise: PromiseShape, at: Path): Finding[] {
  const known = pack.reasons.waiting.map((reason) => reason.code);
  return promise.pause.flatMap((pause, index) =>
    (pause.reasons ?? []).flatMap((reason, i): Finding[] =>
      known.includes(reason)
        ? []
        : [
            {
              path: [...at, 'pause', index, 'reasons', i],
              code: 'unknown_value',
              message: `reasons.waiting of this pack has no ${reason}`,
            },
          ],
    ),
  );
}

function checkCitations(promise: PromiseShape, at: Path): Finding[] {
  const cited = [
    { path: [...at, 'source'], source: promise.source },
    ...promise.target.map((row, i) => ({ path: [...at, 'target', i, 'source'], source: row.source })),
    ...promise.warn.map((stage, i) => ({ path: [...at, 'warn', i, 'source'], source: stage.source })),
    { path: [...at, 'due', 'source'], source: promise.due?.source },
    ...promise.escalate.map((stage, i) => ({ path: [...at, 'escalate', i, 'source'], source: stage.source })),
  ];
  return cited.flatMap(({ path, source }) =>
    [source ?? []]
      .flat()
      .flatMap((row, i): Finding[] =>
        citationPattern.test(row)
          ? []
          : [{ path: Array.isArray(source) ? [...path, i] : path, code: 'bad_source', message: 'a source is cited as CLK-05' }],
      ),
  );
}

function itemsOf(promise: PromiseShape, at: Path): Placed[] {
  const listed = (field: string, items: readonly Item[]) => items.map((item, index) => ({ path: [...at, field, index], item }));
  const oneOrMore = (path: Path, given: Item | readonly Item[]): Placed[] =>
    Array.isArray(given)
      ? (given as readonly Item[]).map((item, index) => ({ path: [...path, index], item }))
      : [{ path, item: given as Item }];
  const starts = (promise.start ?? []).flatMap((item, index) =>
    typeof item === 'object' && 'deadline_of' in item ? [] : [{ path: [...at, 'start', index], item }],
  );
  return [
    ...starts,
    ...listed('stop', promise.stop),
    ...listed('cancel', promise.cancel),
    ...listed('act', promise.act ?? []),
    ...listed('until', promise.until),
    ...promise.pause.flatMap((pause, i) => [
      ...oneOrMore([...at, 'pause', i, 'from'], pause.from),
      ...oneOrMore([...at, 'pause', i, 'until'], pause.until),
    ]),
    ...(promise.excuse?.told_by ?? []).map((item, i) => ({ path: [...at, 'excuse', 'told_by', i], item })),
  ];
}

function kindOf(item: NonNullable<PromiseShape['start']>[number]): string | null {
  if (typeof item === 'string') return item;
  return 'fact' in item ? item.fact : null;
}

/** What a condition can look up: the fields of these facts, and of every fact that describes the subject. */
function fieldsOf(pack: Pack, kinds: readonly string[]): ReadonlySet<string> {
  const known = kindsUnder(pack);
  return new Set([...describingKinds, ...kinds].flatMap((kind) => Object.keys(known[kind]?.data.shape ?? {})));
}

function unknownField(path: Path, field: string): Finding {
  return { path, code: 'unknown_attribute', message: `no fact that can be seen here carries ${field}` };
}

function unknownPromise(path: Path, name: string): Finding {
  return { path, code: 'unknown_promise', message: `there is no promise ${name}` };
}
