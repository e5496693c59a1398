/** What a pack may say of a guide: a script, a procedure or a checklist as steps that lead forward to a conclusion. */

import { z } from 'zod';
import { source } from '../base/citation.ts';
import { code } from '../base/shapes.ts';

const said = z.string().trim().min(1).max(500);
const words = z.strictObject({ 'zh-CN': said, en: said }).meta({ description: 'In Chinese and in English' });
const named = z.strictObject({ code, words });

/** What may stand between braces in words that are said; each is filled from the case, the caller or the person speaking. */
export const substitutions = ['caller', 'agent_name', 'organisation', 'phone', 'area', 'hotline', 'arrival_time'] as const;

export const evidenceKinds = ['text', 'number', 'reading', 'photo', 'signature'] as const;

const ask = z.union([
  z.strictObject({ choices: z.array(named).min(2).max(20), words }),
  z.strictObject({ evidence: z.enum(evidenceKinds), words }),
]);

const branch = z
  .strictObject({
    on: code.optional().meta({ description: 'The choice that leads this way' }),
    when: z.string().min(1).optional().meta({ description: 'A condition over `answers`, such as answers.minutes >= 2.0' }),
    to: code.optional().meta({ description: 'A later step' }),
    conclude: code.optional().meta({ description: 'A conclusion of the guide' }),
  })
  .refine((each) => (each.to === undefined) !== (each.conclude === undefined), 'a branch leads to a step or to a conclusion, not both');

const step = z.strictObject({
  code,
  say: words.optional().meta({ description: 'What is said, with {caller} and the like filled in' }),
  tone: words.optional().meta({ description: 'How it is said' }),
  do: words.optional().meta({ description: 'What is done, not said' }),
  ask: ask.optional(),
  wait_seconds: z.number().int().min(1).max(3600).optional().meta({ description: 'Counted down before going on' }),
  hard: z.boolean().default(false).meta({ description: 'Cannot be skipped' }),
  next: z.array(branch).max(20).default([]).meta({ description: 'The first that holds is taken; otherwise the step below' }),
});

export const guideShape = z
  .strictObject({
    code,
    kind: z.enum(['script', 'procedure', 'checklist']),
    words: words.meta({ description: 'The situation, as the person who searches for it would say' }),
    source,
    conclusions: z.array(named).max(20).default([]),
    steps: z.array(step).min(1).max(50),
  })
  .meta({ description: 'A script, a procedure or a checklist as guided steps' });

export const forbiddenShape = z
  .strictObject({
    code,
    expressions: z.strictObject({ 'zh-CN': z.array(said).min(1).max(50), en: z.array(said).min(1).max(50) }),
    allowed: z.strictObject({ 'zh-CN': z.array(said).max(50).default([]), en: z.array(said).max(50).default([]) }).optional()
      .meta({ description: 'Longer expressions inside which they do no harm' }),
    instead: words.meta({ description: 'What to say instead' }),
    source,
  })
  .meta({ description: 'Expressions that may not be said or written to a customer' });

export type Guide = z.output<typeof guideShape>;
export type Step = Guide['steps'][number];
export type Forbidden = z.output<typeof forbiddenShape>;
export type Substitution = (typeof substitutions)[number];
