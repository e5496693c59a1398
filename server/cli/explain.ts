/** `sanbao explain`: the readings of a file of facts under a pack, or of a recorded case, with the reason for each. */

import type { Fact } from '../../core/base/fact.ts';
import type { Instant } from '../../core/base/time.ts';
import { readClocks } from '../../core/clock/clocks.ts';
import { effectiveFacts } from '../../core/clock/corrections.ts';
import type { Language } from '../../core/clock/words.ts';
import { type LoadedPack, loadPack } from '../pack/load.ts';
import { policyOf } from '../pack/policy.ts';
import { print, printJson, wrongUse } from './complaint.ts';
import { readFacts } from './facts_file.ts';
import { readingOutput, readingsText, type ReadingOutput } from './reading_output.ts';
import { readLanguage, readMoment, readText } from './texts.ts';

export type ExplainOptions = {
  readonly pack?: string;
  readonly facts?: string;
  readonly case?: string;
  readonly at?: string;
  readonly asOf?: string;
  readonly lang: string;
  readonly json?: boolean;
  readonly org?: string;
  readonly data: string;
};

export async function explain(options: ExplainOptions): Promise<void> {
  const lang = readLanguage(options.lang);
  const at = options.at === undefined ? undefined : readMoment(options.at, '--at');
  const asOf = options.asOf === undefined ? undefined : readMoment(options.asOf, '--as-of');
  if (options.case !== undefined) {
    if (options.pack !== undefined || options.facts !== undefined)
      throw wrongUse('--case explains a recorded case; --pack and --facts explain a file. Give one or the other.');
    const { explainCase } = await import('./explain_case.ts');
    return show(
      await explainCase({ caseText: options.case, org: options.org, data: options.data, at, asOf, lang }),
      lang,
      options.json === true,
    );
  }
  if (options.pack === undefined || options.facts === undefined)
    throw wrongUse('Give --pack NAME and --facts FILE, or --case ID. `sanbao explain --help` says more.');
  const pack = await packFor(options.pack);
  const facts = readFacts(readText(options.facts), options.facts, policyOf(pack));
  show(outputsOf(facts, pack, lang, at, asOf), lang, options.json === true);
}

/** What is wrong with a pack comes with file, line and column, as an editor wants it. */
export async function packFor(nameOrPath: string): Promise<LoadedPack> {
  const loading = await loadPack(nameOrPath);
  if (loading.ok) return loading;
  throw wrongUse(loading.problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`).join('\n'));
}

function outputsOf(
  facts: readonly Fact[],
  pack: LoadedPack,
  lang: Language,
  at: Instant | undefined,
  asOf: Instant | undefined,
): ReadingOutput[] {
  const known = asOf === undefined ? facts : facts.filter((fact) => fact.received_at <= asOf);
  if (known.length === 0) return [];
  const now = at ?? lastMoment(known);
  const isEvent = (fact: Fact) => pack.pack.events.some((event) => event.fact === fact.kind);
  const readings = readClocks({
    subject: { kind: 'case', id: 'case' },
    facts: facts.filter((fact) => !isEvent(fact)),
    events: facts.filter(isEvent),
    now,
    packFor: () => pack.compiled,
    explain: true,
    ...(asOf === undefined ? {} : { as_of: asOf }),
  });
  return readings.map((reading) => readingOutput(reading, () => pack.compiled, lang));
}

/** The last moment that holds: where a correction moved or withdrew a fact, what it made of it counts. */
function lastMoment(facts: readonly Fact[]): Instant {
  return effectiveFacts(facts).reduce((last, fact) => Math.max(last, fact.at), 0) as Instant;
}

function show(outputs: readonly ReadingOutput[], lang: Language, asJson: boolean): void {
  if (asJson) printJson(outputs);
  else print(readingsText(outputs, lang));
}
