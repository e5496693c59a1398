/** The shape of a pack's duties: what is owed again and again for a subject, by whom, with which evidence, and who hears when it is missed. */

import { z } from 'zod';
import { source } from '../base/citation.ts';
import { durationPattern } from '../base/duration.ts';

/** What a duty can be owed for. The first four are known by themselves; the others are taken into care under a name. */
export const subjectKinds = ['organisation', 'person', 'unit', 'customer', 'contract', 'project', 'site', 'dealer', 'team'] as const;
export const subjectKind = z.enum(subjectKinds);
export type SubjectKind = z.infer<typeof subjectKind>;
export const ownKinds: readonly SubjectKind[] = ['organisation', 'person', 'unit', 'customer'];

const name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'names are snake_case, at most 40 letters');
const said = z.string().trim().min(1).max(300);
const words = z.strictObject({ 'zh-CN': said, en: said, 'zh-TW': said.optional(), es: said.optional() });
const duration = z
  .string()
  .regex(durationPattern, 'a length is written 3 hours, 20 days, 6 months')
  .refine((text) => !text.includes('working'), 'a duty counts days of the wall, not working time')
  .meta({ description: 'A length of time: 3 hours, 20 days, 6 months' });
const tell = z.array(name).min(1).max(20).meta({ description: 'Roles that hear of it; engineer is whoever has the subject in charge' });

const evidence = z
  .strictObject({
    field: name,
    words,
    is: z.enum(['text', 'number', 'yes_no', 'choice', 'reference']).meta({ description: 'reference: the number of a paper or record kept elsewhere' }),
    choices: z.array(z.strictObject({ code: name, words })).min(2).max(50).optional(),
    optional: z.literal(true).optional(),
  })
  .meta({ description: 'What proves that it was done' });

export const dutyShape = z
  .strictObject({
    words: words.meta({ description: 'The duty, as people say it' }),
    source: source.optional(),
    subject: subjectKind.meta({ description: 'What it is owed for' }),
    when: z.string().max(2_000).optional().meta({ description: 'A CEL condition over subject, such as subject.model == "crane"; owed only where it holds' }),
    named_only: z.literal(true).optional().meta({ description: 'Owed only for subjects that were taken into care for this duty by name' }),
    every: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'A recurrence of RFC 5545, such as FREQ=DAILY or FREQ=MONTHLY;BYMONTHDAY=1. Without it the dates are planned one by one' }),
    times: z.int().min(2).max(50).optional().meta({ description: 'At least so many in each period' }),
    first_within: duration.optional().meta({ description: 'The first one is due so long after the subject began; the rule then counts from that day' }),
    within: duration.optional().meta({ description: 'Due so long after the period began; else by its end' }),
    while_operating: z.literal(true).optional().meta({ description: 'Not owed for a period through which the subject was set aside' }),
    working_days: name.optional().meta({ description: 'A calendar: periods that begin on a free day of it are not owed' }),
    done_by: z.array(name).max(20).optional().meta({ description: 'Roles that see it among their own when nobody is in charge' }),
    evidence: z.array(evidence).max(30).optional(),
    warn: z.array(z.strictObject({ before: duration, tell })).max(5).optional(),
    missed: z.strictObject({ tell }).optional(),
  })
  .meta({ description: 'Something owed again and again' });

export const dutiesShape = z.record(name, dutyShape).meta({ description: 'Duties by name' });

export type DutyShape = z.output<typeof dutyShape>;
/** What a condition of a duty may speak of. */
export const dutyVariables = ['subject'] as const;
