/** Versions of the rules as a service manager reads them: entries with their sources, differences, problems, what a change would have done. */

import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });
const words = z.record(z.string(), z.string());

export const packState = z.enum(['shipped', 'proposed', 'approved', 'returned', 'active', 'replaced']);

export const packRow = z
  .strictObject({
    pack_hash: z.string(), name: z.string(), version: z.string(), words,
    state: packState.describe('`approved`: nobody has to approve any more; `replaced`: was active; `shipped`: comes with the program and was never proposed'),
    since: moment.nullable().describe('When it came to this state'),
    waits_for: z.string().nullable().describe('The role whose approval is missing'),
    promises: z.int(), gates: z.int(),
  })
  .meta({ id: 'PackRow' });
export type PackRow = z.infer<typeof packRow>;

const packEntry = z.strictObject({
  section: z.string(), name: z.string(), words: words.nullable(),
  figures: z.array(z.strictObject({ at: z.string(), value: z.string(), source: z.array(z.string()) })).describe('What the entry says, place by place, each with the rows it rests on'),
  source: z.array(z.string()),
});

const packStep = z.strictObject({ kind: z.string(), at: moment, by: z.string(), by_name: z.string(), remarks: z.string().nullable() });

export const packFileView = z.strictObject({ path: z.string(), text: z.string() });

export const packView = z
  .strictObject({
    row: packRow,
    entries: z.array(packEntry).meta({ id: 'PackEntries' }),
    sources: z.record(z.string(), z.string()).describe('The cited rows, each restated in a line'),
    files: z.array(packFileView).describe('The text it was written in'),
    steps: z.array(packStep).describe('Who proposed, approved, returned and activated it'),
    allowed: z.array(z.string()).describe('What the asker may do with it now'),
  })
  .meta({ id: 'PackView' });
export type PackView = z.infer<typeof packView>;

export const packProblem = z
  .strictObject({ file: z.string(), line: z.int(), column: z.int(), path: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'PackProblem' });
export type PackProblem = z.infer<typeof packProblem>;

export const packDifference = z
  .strictObject({
    section: z.string(), entry: z.string(), words: words.nullable(), at: z.string(),
    before: z.string().nullable(), after: z.string().nullable(), source: z.array(z.string()),
  })
  .meta({ id: 'PackDifference' });
export type PackDifference = z.infer<typeof packDifference>;

const exampleResult = z.strictObject({ title: z.string(), passed: z.boolean(), expected: z.string(), got: z.string() });

export const packCheck = z
  .strictObject({
    problems: z.array(packProblem),
    sound: z
      .strictObject({
        pack_hash: z.string(), name: z.string(), version: z.string(), promises: z.int(), gates: z.int(),
        differences: z.array(packDifference).describe('From the version that answers now'),
        examples: z.array(exampleResult).describe('The example table, row by row; empty without one'),
        examples_fault: z.string().nullable().describe('Why the example table could not be read'),
      })
      .nullable(),
  })
  .meta({ id: 'PackCheck' });
export type PackCheck = z.infer<typeof packCheck>;

const counts = z.strictObject({
  kept: z.int(), late: z.int(), overdue: z.int(), running: z.int(), excused: z.int(), cancelled: z.int(), unproven: z.int(), no_promise: z.int(), error: z.int(),
});

export const packTrial = z
  .strictObject({
    cases: z.int(),
    lines: z.array(z.strictObject({ clock: z.string(), words: z.string(), zone: z.string().nullable(), month: z.string(), was: counts, would: counts, newly_late: z.int(), no_longer_late: z.int() })),
  })
  .meta({ id: 'PackTrial' });
export type PackTrial = z.infer<typeof packTrial>;

const dayKind = z.enum(['work', 'free', 'holiday', 'make_up', 'hours']);
export const calendarPreview = z
  .strictObject({
    calendar: z.string(), years: z.tuple([z.int(), z.int()]).describe('What the calendar would know'), version: z.string().describe('The number that the changed text carries'),
    changes: z.array(z.strictObject({ date: z.string(), title: z.string(), before: z.enum([...dayKind.options, 'unknown']), after: dayKind })).describe('Dates that come to mean something else, with what the feed calls them'),
    unchanged: z.int().describe('Dates that the feed names and the calendar knew so already'),
    left_out: z.int().describe('Events that are no whole days, or were cancelled'),
    files: z.array(packFileView).describe('The text to propose'),
  })
  .meta({ id: 'CalendarPreview' });
export type CalendarPreview = z.infer<typeof calendarPreview>;
