/** Facts of a guide that somebody follows: one stream for each run, beside the case it may belong to. */

import { z } from 'zod';
import type { FactKinds } from '../base/kinds.ts';
import { code, id, line, text } from '../base/shapes.ts';

/** In which language the words were shown. */
const language = z.enum(['zh-CN', 'en']).optional();
export const stepText = text(2_000);
/** A photograph or a drawn signature as a data URL; 200 kB of text is a good one of a screen's width. */
export const stepImage = z.string().max(200_000).regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/, { error: 'image' });
export const stepValue = z.union([code, z.number(), z.literal(true)]);

export const guideFacts = {
  /** `pack` is the version whose words are said to the end, whatever is activated meanwhile. */
  'guide.begun': { data: z.strictObject({ run_id: id, guide: code, pack: line(64), case_id: id.optional() }) },
  'guide.attached': { data: z.strictObject({ run_id: id, case_id: id }) },
  /** The step was said or done. What somebody wrote or showed is sealed; a choice or a number is what branches rest on. */
  'guide.answered': {
    data: z.strictObject({ run_id: id, step: code, value: stepValue.optional(), language }),
    personal: z.strictObject({ text: stepText.optional(), image: stepImage.optional() }),
  },
  'guide.skipped': { data: z.strictObject({ run_id: id, step: code, reason: line(200), language }) },
  /** On the run, and on its case when it has one: promises and gates may rest on it there. */
  'guide.concluded': { data: z.strictObject({ run_id: id, guide: code, conclusion: code.optional(), broken_off: line(200).optional(), note: line(1_000).optional() }) },
} satisfies FactKinds;
