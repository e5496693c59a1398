/** A pack as somebody is writing it: its problems, what it changes, what its example table says, and what it would have done. Nothing is recorded. */

import { Temporal } from 'temporal-polyfill';
import { differencesOf, valueText } from '../../core/pack/difference.ts';
import { ExamplesFault, readExamples, runExamples, type ExampleResult } from '../../core/pack/examples.ts';
import { startOfDate } from '../../core/calendar/wall.ts';
import type { PackCheck, PackTrial } from '../../wire/view/pack_views.ts';
import { examplesIn, firstFault, readEdited, type EditedFile } from '../pack/edited.ts';
import type { LoadedPack } from '../pack/load.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { activePack } from './me.ts';
import { tryPack } from './pack_trial.ts';
import { scopeOf } from './permit.ts';

export async function checkPack(asking: Asking, files: readonly EditedFile[]): Promise<PackCheck> {
  scopeOf(asking.actor, 'pack.check');
  const reading = await readEdited(files);
  if (!reading.ok) return { problems: [...reading.problems], sound: null };
  const active = await ask(asking, (client) => activePack(client, asking));
  const { hash, name, version, pack } = reading;
  const { results, fault } = examplesOf(files, reading);
  return {
    problems: [],
    sound: {
      pack_hash: hash, name, version, promises: Object.keys(pack.promises).length, gates: Object.keys(pack.gates ?? {}).length,
      differences: differencesOf(active.pack, pack).map((each) => ({
        ...each, words: each.words && { ...each.words }, source: [...each.source], before: shown(each.before), after: shown(each.after),
      })),
      examples: [...results], examples_fault: fault,
    },
  };
}

function shown(value: unknown): string | null {
  return value === undefined ? null : valueText(value);
}

function examplesOf(files: readonly EditedFile[], { compiled, pack }: LoadedPack): { results: readonly ExampleResult[]; fault: string | null } {
  const text = examplesIn(files);
  if (text === null) return { results: [], fault: null };
  try {
    return { results: runExamples(readExamples(text), compiled, pack), fault: null };
  } catch (error) {
    if (error instanceof ExamplesFault) return { results: [], fault: error.message };
    throw error;
  }
}

export async function trialOf(asking: Asking, { files, since }: { files: readonly EditedFile[]; since: string }): Promise<PackTrial> {
  scopeOf(asking.actor, 'pack.try');
  const reading = await readEdited(files);
  if (!reading.ok) throw new Refused('pack_unsound', { detail: firstFault(reading.problems) });
  const begin = startOfDate(Temporal.PlainDate.from(since), reading.pack.time_zone);
  const { cases, lines } = await tryPack(asking.house, asking.actor.org, reading, begin);
  const wordsOf = (clock: string) => reading.pack.promises[clock]?.words[asking.lang] ?? clock;
  return { cases, lines: lines.map((line) => ({ ...line, words: wordsOf(line.clock) })) };
}
