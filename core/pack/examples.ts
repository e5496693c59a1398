/** Example tables of packs: lines that a policy owner writes, run through the clock engine and held against what they expect. */

import { z } from 'zod';
import type { Fact } from '../base/fact.ts';
import type { FactKinds } from '../base/kinds.ts';
import { type Instant, isoOf, parseInstant } from '../base/time.ts';
import { caseOf } from '../case/case.ts';
import { requestShape } from '../case/declared.ts';
import { meanOf } from '../clock/average.ts';
import { readClocks } from '../clock/clocks.ts';
import type { CompiledPack } from '../clock/compiled.ts';
import type { Reading } from '../clock/reading.ts';
import { compileApprovals, stepsFor } from '../gate/approval.ts';
import { barOfGates, compileGates } from '../gate/gate.ts';
import { kindsUnder } from './facts.ts';
import type { Pack } from './pack.ts';
import { readSource } from './source_text.ts';

const lines = z.array(z.string().max(500)).max(500);
const expected = z.strictObject({
  clock: z.string(),
  verdict: z.string(),
  round: z.int().optional(),
  occurrence: z.int().optional(),
  elapsed: z.string().optional().meta({ description: 'minutes:seconds.milliseconds, or none' }),
  due: z.string().optional(),
  opens: z.string().optional(),
  band: z.string().optional(),
});
const example = z.strictObject({
  title: z.string().max(300), facts: lines, and: lines.optional(), events: lines.optional(), now: z.string().optional(),
  expect: z.array(expected).max(50).optional(), none: z.array(z.string()).max(50).optional(),
});
const average = z.strictObject({
  title: z.string().max(300), clock: z.string(), zone: z.string(), start: z.string().optional(), stop: z.string(), month: z.string().regex(/^\d{4}-\d\d$/), cases: lines.min(1),
  expect: z.strictObject({ mean: z.string(), on_average: z.enum(['kept', 'missed']), kept: z.int(), late: z.int() }),
});
const gateExample = z
  .strictObject({ title: z.string().max(300), facts: lines, comes: z.string().max(500), barred: z.string() })
  .meta({ description: 'A fact that comes after others, and the gate that holds it back; none when it passes' });
const approvalExample = z
  .strictObject({ title: z.string().max(300), facts: lines, asks: z.string().max(500), steps: z.string().max(300) })
  .meta({ description: 'An approval that is asked for on a case, and the steps it calls in their order; none when nobody has to approve' });
const table = z.strictObject({
  offset: z.string().regex(/^[+-]\d\d:\d\d$/), examples: z.array(example).max(1_000), averages: z.array(average).max(200).default([]), gates: z.array(gateExample).max(500).default([]), approvals: z.array(approvalExample).max(500).default([]),
});

type Expected = z.output<typeof expected>;
type Example = z.output<typeof example>;
type Average = z.output<typeof average>;
type ApprovalExample = z.output<typeof approvalExample>;
type GateExample = z.output<typeof gateExample>;
export type Examples = z.output<typeof table>;

/** `expected` and `got` are what people compare, line by line; they are equal when it passed. */
export type ExampleResult = { readonly title: string; readonly passed: boolean; readonly expected: string; readonly got: string };

/** The table, or a line of it, cannot be read. */
export class ExamplesFault extends Error {
  override readonly name = 'ExamplesFault';
}

export function readExamples(text: string): Examples {
  const source = readSource({ path: 'examples.yaml', text });
  if (!('value' in source)) throw new ExamplesFault(`line ${source[0]!.line}: ${source[0]!.message}`);
  const parsed = table.safeParse(source.value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const at = path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  throw new ExamplesFault(`line ${source.problemAt(at, 'bad_value', message).line}: ${message}`);
}

/** `declared` is what the pack adds to the facts of the house, and its gates and approvals. */
export function runExamples({ offset, examples, averages, gates, approvals }: Examples, pack: CompiledPack, declared: Pick<Pack, 'milestones' | 'gates' | 'approvals'>): ExampleResult[] {
  const run = { offset, pack, kinds: kindsUnder(declared) };
  return [
    ...examples.map((each) => guarded(each.title, () => runOne(each, run))),
    ...averages.map((each) => guarded(each.title, () => runAverage(each, run))),
    ...gates.map((each) => guarded(each.title, () => runGate(each, run, declared.gates ?? {}))),
    ...approvals.map((each) => guarded(each.title, () => runApproval(each, run, declared.approvals ?? {}))),
  ];
}

type Run = { readonly offset: string; readonly pack: CompiledPack; readonly kinds: FactKinds };
type Compared = { readonly expected: string; readonly got: string };

function guarded(title: string, work: () => Compared): ExampleResult {
  try {
    const compared = work();
    return { title, passed: compared.expected === compared.got, ...compared };
  } catch (error) {
    if (error instanceof ExamplesFault) return { title, passed: false, expected: '', got: error.message };
    throw error;
  }
}

function runOne(each: Example, run: Run): Compared {
  const readings = readingsOf([...each.facts, ...(each.and ?? [])], run, each.now === undefined ? null : momentOf(each.now, run.offset), each.events);
  const wanted = each.expect ?? [];
  const none = each.none ?? [];
  if (wanted.length + none.length === 0) throw new ExamplesFault('a row expects something: expect or none');
  const lineOf = (line: object) => Object.entries(line).map(([field, value]) => `${field} ${value}`).join(', ');
  const absent = none.map((clock) => [`${clock} none`, readings.some((reading) => reading.clock === clock) ? `${clock} runs` : `${clock} none`]);
  const pairs = [...wanted.map((line) => [lineOf(line), lineOf(shown(readings, line, run.offset))]), ...absent];
  return { expected: pairs.map(([wish]) => wish).join('\n'), got: pairs.map(([, is]) => is).join('\n') };
}

function runAverage(each: Average, run: Run): Compared {
  const readings = each.cases.flatMap((line) => readingsOf(monthRow(line, each, run.offset), run, null));
  const mine = readings.filter((reading) => reading.clock === each.clock);
  if (mine.length === 0) throw new ExamplesFault(`${each.clock} does not run`);
  const to = momentOf(`${nextMonth(each.month)}-01 00:00`, run.offset);
  const mean = meanOf(mine, { from: momentOf(`${each.month}-01 00:00`, run.offset), to, target: (mine[0]!.target_minutes ?? 0) * 60_000 });
  const text = (line: Average['expect']) => `mean ${line.mean}, ${line.on_average} on average, ${line.kept} kept, ${line.late} late`;
  const { kept, late } = mean.by_verdict;
  return { expected: text(each.expect), got: text({ mean: lengthText(mean.mean_ms), on_average: mean.kept === true ? 'kept' : 'missed', kept, late }) };
}

function runGate({ facts, comes, barred }: GateExample, { offset, kinds }: Run, gates: NonNullable<Pack['gates']>): Compared {
  const told = factsOf([...facts, comes], offset, kinds);
  const [history, coming] = [told.slice(0, -1), told.at(-1)!];
  return { expected: barred, got: barOfGates(compileGates(gates), history, coming, caseOf(history).description)?.gate ?? 'none' };
}

/** `requisition part=pump amount_fen=500000`: what is asked for, and what is said with it. */
function runApproval({ facts, asks, steps }: ApprovalExample, { offset, kinds }: Run, approvals: NonNullable<Pack['approvals']>): Compared {
  const [name, ...words] = asks.split(' ').filter((word) => word !== '');
  const approval = name !== undefined && Object.hasOwn(approvals, name) ? approvals[name]! : undefined;
  if (approval === undefined) throw new ExamplesFault(`there is no approval ${name}`);
  const asked = dataOf(name!, words, offset, { [name!]: { data: requestShape(approval) } });
  const called = stepsFor(compileApprovals({ [name!]: approval })[0]!, caseOf(factsOf(facts, offset, kinds)).description, asked);
  return { expected: steps, got: called.map((step) => `${step.step} by ${step.role}`).join(', ') || 'none' };
}

function readingsOf(facts: readonly string[], { offset, pack, kinds }: Run, now: Instant | null, events: readonly string[] = []): Reading[] {
  const known = factsOf(facts, offset, kinds);
  const latest = Math.max(...known.map((fact) => fact.received_at)) as Instant;
  return readClocks({ subject: { kind: 'case', id: 'c1' }, facts: known, events: factsOf(events, offset, kinds, 'e'), now: now ?? latest, packFor: () => pack });
}

/** `2026-03-02 08:00` in the table's offset; seconds may be left out. */
function momentOf(text: string, offset: string): Instant {
  const moment = parseInstant(`${text.replace(' ', 'T')}${offset}`);
  if (moment === null) throw new ExamplesFault(`not a moment: ${text}`);
  return moment;
}

/** `[date ]time kind field=value … [heard=time] [named=id]`; a line without a date is of the day before it. */
function factsOf(given: readonly string[], offset: string, kinds: FactKinds, prefix = 'f'): Fact[] {
  let day = '';
  return given.map((line, index) => {
    const [, date, time, kind, rest] = /^(?:(\d{4}-\d\d-\d\d) )?(\d\d:\S+) (\S+)(.*)$/.exec(line) ?? [];
    if (time === undefined || kind === undefined) throw new ExamplesFault(`not a fact: ${line}`);
    day = date ?? day;
    const at = momentOf(`${day} ${time}`, offset);
    const words = rest!.trim().split(' ').filter((word) => word !== '');
    const heard = words.find((word) => word.startsWith('heard='))?.slice(6);
    return {
      id: words.find((word) => word.startsWith('named='))?.slice(6) ?? `${prefix}${String(index + 1).padStart(2, '0')}`,
      kind, at,
      received_at: heard === undefined ? at : momentOf(`${day} ${heard}`, offset),
      data: dataOf(kind, words.filter((word) => word.includes('=') && !/^(heard|named)=/.test(word)), offset, kinds),
    };
  });
}

/** Through the schema of the kind, as a recorded fact would go: a table cannot say what the journal would refuse. */
function dataOf(kind: string, words: readonly string[], offset: string, kinds: FactKinds): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const word of words) {
    const cut = word.indexOf('=');
    const path = word.slice(0, cut).split('.');
    let inner = data;
    for (const part of path.slice(0, -1)) inner = (inner[part] ??= {}) as Record<string, unknown>;
    inner[path.at(-1)!] = valueOf(path.at(-1)!, word.slice(cut + 1), offset);
  }
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (known === undefined) throw new ExamplesFault(`there is no fact ${kind}`);
  const parsed = known.data.safeParse(data);
  if (!parsed.success) throw new ExamplesFault(`${kind}: ${parsed.error.issues[0]!.path.join('.')} ${parsed.error.issues[0]!.message}`);
  return parsed.data;
}

function valueOf(field: string, text: string, offset: string): unknown {
  if (field.endsWith('_at')) return isoOf(momentOf(text, offset));
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

/** `45:00.000`: minutes, seconds, milliseconds. */
function lengthText(ms: number | null): string {
  if (ms === null) return 'none';
  return `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`;
}

/** The reading a line speaks of, in the words of the table, with only the fields that the line names. */
function shown(readings: readonly Reading[], wish: Expected, offset: string): object {
  const reading = readings.find(
    (each) => each.clock === wish.clock && (wish.round ?? each.round) === each.round && (wish.occurrence ?? each.occurrence) === each.occurrence,
  );
  if (reading === undefined) throw new ExamplesFault(`${wish.clock} does not run; these do: ${readings.map((each) => each.clock).join(', ')}`);
  const like = (at: Instant | null, text: string | undefined) => {
    if (text === undefined || text === 'none') return at === null ? 'none' : String(at);
    return at === momentOf(text, offset) ? text : at === null ? 'none' : new Date(at).toISOString();
  };
  const all: Required<Expected> = {
    clock: reading.clock, verdict: reading.verdict, round: reading.round, occurrence: reading.occurrence ?? 0, elapsed: lengthText(reading.elapsed_ms),
    due: like(reading.deadline, wish.due), opens: like(reading.window_opens, wish.opens), band: reading.band ?? 'none',
  };
  return Object.fromEntries(Object.keys(wish).map((field) => [field, all[field as keyof Expected]]));
}

/** `2026-03-01 00:00 +43`: a case of that moment whose promise was met that many minutes later. */
function monthRow(line: string, each: Average, offset: string): string[] {
  const [, begun, minutes] = /^(.+) \+(\d+)$/.exec(line) ?? [];
  if (begun === undefined) throw new ExamplesFault(`not a case: ${line}`);
  const stopped = new Date(momentOf(begun, offset) + Number(minutes) * 60_000 + wallShift(offset)).toISOString();
  const start = each.start === undefined ? [] : [`${begun} ${each.start}`];
  return [`${begun} case.reported zone=${each.zone}`, ...start, `${stopped.slice(0, 10)} ${stopped.slice(11, 23)} ${each.stop}`];
}

function wallShift(offset: string): number {
  const [hours, minutes] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours! * 60 + minutes!) * 60_000;
}

function nextMonth(month: string): string {
  const [year, index] = month.split('-').map(Number);
  return index === 12 ? `${year! + 1}-01` : `${year}-${String(index! + 1).padStart(2, '0')}`;
}
