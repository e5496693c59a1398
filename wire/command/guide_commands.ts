/** Commands about guides that somebody follows: scripts, procedures and checklists. */

import { z } from 'zod';
import { code, id, line, moment, text } from '../../core/base/shapes.ts';
import { stepImage, stepText } from '../../core/guide/facts.ts';

export const runParams = z.strictObject({ run_id: id });

const said = { expected_seq: z.int().min(0).optional(), at: moment.optional() };
const language = z.enum(['zh-CN', 'en']).optional().describe('In which language the words were shown');

export const beginGuide = z
  .strictObject({
    guide: code, run_id: id.optional().describe('Made by the sender when it must know it beforehand; else by the server'),
    case_id: id.optional().describe('Left out for a call that has no case yet; it is attached later'), at: moment.optional(),
  })
  .meta({ id: 'BeginGuide' });
export const attachRun = z.strictObject({ case_id: id, ...said }).meta({ id: 'AttachRun' });
export const answerStep = z
  .strictObject({
    step: code.describe('The next step, or one that was taken: then it is gone back to, and what came after it counts no more'),
    answer: z.union([z.number(), z.literal(true), stepImage, stepText]).describe('The code of a choice; a number or words; a picture as a data URL; true for a step that asks nothing'),
    language, ...said,
  })
  .meta({ id: 'AnswerStep' });
export const skipStep = z.strictObject({ step: code, reason: line(200), language, ...said }).meta({ id: 'SkipStep' });
export const concludeGuide = z
  .strictObject({
    conclusion: code.optional().describe('The one the answers led to; another one is refused'), broken_off: line(200).optional().describe('Why it stopped before its end'), note: line(1_000).optional(), ...said,
  })
  .meta({ id: 'ConcludeGuide' });
export const checkWords = z.strictObject({ text: text(20_000) }).meta({ id: 'CheckWords' });
