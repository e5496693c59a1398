/** What goes out about guides: which there are, one with its words filled in, and the runs with what was said. */

import { z } from 'zod';
import { evidenceKinds } from '../../core/guide/guide.ts';

const moment = z.iso.datetime({ offset: true });
const kind = z.enum(['script', 'procedure', 'checklist']);
const named = z.strictObject({ code: z.string(), words: z.string() });

export const saidPiece = z
  .strictObject({ text: z.string(), gap: z.boolean().describe('`text` then names what nobody filled in: caller, agent_name, organisation, phone, area, hotline, arrival_time') })
  .meta({ id: 'SaidPiece' });
export type SaidPiece = z.infer<typeof saidPiece>;

export const guideRow = z
  .strictObject({ guide: z.string(), kind, words: z.string().describe('The situation'), source: z.array(z.string()), steps: z.int(), first: z.string().describe('What the first step says, does or asks') })
  .meta({ id: 'GuideRow' });
export type GuideRow = z.infer<typeof guideRow>;

export const guideStep = z
  .strictObject({
    step: z.string(), say: z.array(saidPiece).describe('Empty for a step that says nothing'), tone: z.string().nullable(), do: z.string().nullable(), ask: z.string().nullable(),
    choices: z.array(named), evidence: z.enum(evidenceKinds).nullable(), wait_seconds: z.int().nullable(), hard: z.boolean().describe('Cannot be skipped'),
  })
  .meta({ id: 'GuideStep' });
export type GuideStep = z.infer<typeof guideStep>;

export const guideView = z
  .strictObject({ guide: z.string(), kind, words: z.string(), source: z.array(z.string()), pack: z.string().describe('The version of the rules whose words these are'), conclusions: z.array(named), steps: z.array(guideStep) })
  .meta({ id: 'GuideView' });

export const stepSaid = z
  .strictObject({
    step: z.string(), at: moment, by: z.string().nullable(), by_name: z.string().nullable(), words: z.array(saidPiece).describe('What was said, or else done or asked, in the language it was shown in'),
    ask: z.string().nullable(), evidence: z.enum(evidenceKinds).nullable(),
    answer: z.string().nullable().describe('In words; null for a step that asks nothing, for one that was skipped, and for what was erased'),
    image: z.string().nullable().describe('A photograph or signature, in the answer about one run; lists leave it out'),
    skipped: z.string().nullable().describe('Why'), erased: z.boolean(),
  })
  .meta({ id: 'StepSaid' });
export type StepSaid = z.infer<typeof stepSaid>;

export const guideRun = z
  .strictObject({
    run_id: z.string(), guide: z.string(), kind, words: z.string(), source: z.array(z.string()), pack: z.string(), case_id: z.string().nullable(),
    begun_at: moment, begun_by: z.string(), begun_by_name: z.string().nullable(),
    said: z.array(stepSaid).describe('The steps as they count, in order'),
    next: guideStep.nullable().describe('The step to take now; null at the end'),
    led_to: named.nullable().describe('The conclusion the answers lead to'),
    concluded: z.strictObject({ at: moment, by_name: z.string().nullable(), conclusion: named.nullable(), broken_off: z.string().nullable(), note: z.string().nullable() }).nullable(),
    seq: z.int(),
  })
  .meta({ id: 'GuideRun' });
export type GuideRun = z.infer<typeof guideRun>;

export const wordsFound = z
  .strictObject({ found: z.array(z.strictObject({ code: z.string(), at: z.int().describe('Where in the text it stands, in UTF-16 units'), expression: z.string(), instead: z.string().describe('What to write instead') })) })
  .meta({ id: 'WordsFound' });
