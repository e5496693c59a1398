/** Reads a file of facts for `explain`: one JSON object a line, one file is one case; every complaint names its line. */

import { createHash } from 'node:crypto';
import type { Fact, FactData } from '../../core/base/fact.ts';
import { type Instant, parseInstant } from '../../core/base/time.ts';
import type { ServicePolicy } from '../../core/roster/deciding.ts';
import { canonical } from '../../core/base/canonical.ts';
import { wrongUse } from './complaint.ts';
import { checkData, replacementOf, saidOnly, shapeOf, type DataProblem } from './fact_data.ts';

type Codes = Pick<ServicePolicy, 'zones' | 'matters' | 'customer_classes' | 'milestones'>;
type Line = { readonly number: number; readonly fact: Fact };
type Json = Readonly<Record<string, unknown>>;

/** The facts in the order of the file; throws a complaint that names the first bad line. */
export function readFacts(text: string, file: string, codes: Codes): Fact[] {
  const complain = (line: number, reason: string) => wrongUse(`${file} line ${line}: ${reason}`);
  const lines: Line[] = [];
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (written.trim() === '') continue;
    const number = index + 1;
    const fact = factOf(written, codes, (reason) => complain(number, reason));
    lines.push({ number, fact });
  }
  checkRepeats(lines, complain);
  checkReplacements(lines, codes, complain);
  return lines.map(({ fact }) => fact);
}

function factOf(written: string, codes: Codes, complain: (reason: string) => Error): Fact {
  const value = parse(written, complain);
  const kindName = value['kind'];
  if (typeof kindName !== 'string') throw complain('it has no kind');
  if (shapeOf(kindName, codes) === undefined) throw complain(`there is no kind of fact ${JSON.stringify(kindName)}`);
  const at = momentIn(value, 'at', complain);
  if (at === null) throw complain('it has no at');
  const received = momentIn(value, 'received_at', complain) ?? at;
  const given = value['data'] ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) throw complain('data is not an object');
  const said = saidOnly(given as Json);
  const data = kindName === 'fact.corrected' ? correctionIn(said, complain) : checked(kindName, said, codes, complain);
  const id = value['id'];
  if (id !== undefined && id !== null && (typeof id !== 'string' || id === '')) throw complain('id is not a text');
  return { id: typeof id === 'string' ? id : idOf(kindName, at, received, data), kind: kindName, at, received_at: received, data };
}

function parse(written: string, complain: (reason: string) => Error): Json {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    throw complain('this is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw complain('this is not a JSON object');
  return value as Json;
}

function momentIn(value: Json, field: string, complain: (reason: string) => Error): Instant | null {
  const written = value[field];
  if (written === undefined || written === null) return null;
  const at = typeof written === 'string' ? parseInstant(written) : null;
  if (at === null) throw complain(`${field} is not a moment with its offset: ${JSON.stringify(written)}`);
  return at;
}

function checked(kind: string, data: Json, codes: Codes, complain: (reason: string) => Error): FactData {
  const answer = checkData(kind, data, codes);
  if ('problem' in answer) throw complain(answer.problem);
  return answer.data;
}

function correctionIn(data: Json, complain: (reason: string) => Error): FactData {
  const answer = replacementOf(data);
  if ('problem' in answer) throw complain(answer.problem);
  return answer.data;
}

/** From the content, so that the same facts in another order of lines give the same answer. */
function idOf(kind: string, at: Instant, received: Instant, data: FactData): string {
  return `line-${createHash('sha256').update(canonical({ kind, at, received, data })).digest('hex').slice(0, 20)}`;
}

/** The same line twice does no harm; one id for two different facts is a mistake of the file. */
function checkRepeats(lines: readonly Line[], complain: (line: number, reason: string) => Error): void {
  const seen = new Map<string, Line>();
  for (const line of lines) {
    const before = seen.get(line.fact.id);
    if (before !== undefined && canonical(before.fact) !== canonical(line.fact)) {
      throw complain(line.number, `the id ${line.fact.id} stands on line ${before.number} with another content`);
    }
    seen.set(line.fact.id, before ?? line);
  }
}

/** What a correction makes of its fact must be as sound as if it had been recorded so; facts may stand after their correction. */
function checkReplacements(lines: readonly Line[], codes: Codes, complain: (line: number, reason: string) => Error): void {
  const byId = new Map(lines.map(({ fact }) => [fact.id, fact]));
  for (const { number, fact } of lines) {
    const target = fact.kind === 'fact.corrected' ? byId.get(String(fact.data['id'])) : undefined;
    const replacement = fact.data['replacement'] as { kind?: string; data?: FactData } | undefined;
    if (target === undefined || replacement === undefined) continue;
    const merged: Record<string, unknown> = { ...target.data, ...replacement.data };
    for (const [field, value] of Object.entries(merged)) if (value === null) delete merged[field];
    const answer: DataProblem | { data: FactData } = checkData(replacement.kind ?? target.kind, merged, codes);
    if ('problem' in answer) throw complain(number, `replacement: ${answer.problem}`);
  }
}
