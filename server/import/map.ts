/** What a map may say: which columns of somebody's file mean which fields of ours. The shape of the YAML. */

import { z } from 'zod';
import { reportCase } from '../../wire/command/case_commands.ts';

const column = z.string().min(1).max(200).meta({ description: 'Name of a column, as the first line of the file has it' });
const plain = z.union([z.string().max(2_000), z.number(), z.boolean()]);

const asked = {
  table: z.record(z.string(), plain).optional().meta({ description: 'What stands in the file: what it means to us' }),
  ignore_case: z.boolean().default(false).meta({ description: 'Look in the table without regard to case' }),
  otherwise: plain.optional().meta({ description: 'For values that the table lacks; without it such a row is refused' }),
};

export type Source =
  | string
  | { readonly value: string | number | boolean }
  | (Looked & { readonly column: string })
  | (Looked & { readonly columns: readonly string[]; readonly join: string });
type Looked = {
  readonly table?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly ignore_case: boolean;
  readonly otherwise?: string | number | boolean | undefined;
  readonly when_blank?: Source | undefined;
};

export const source: z.ZodType<Source> = z
  .lazy(() =>
    z.union([
      column,
      z.strictObject({ value: plain }),
      z.strictObject({ column, ...asked, when_blank: source.optional() }),
      z.strictObject({
        columns: z.array(column).min(1).max(20),
        join: z.string().max(20).default(' '),
        ...asked,
        when_blank: source.optional(),
      }),
    ]),
  )
  .meta({ description: 'A column; or {column, table, when_blank}; or {columns, join}; or {value} for a constant' });

// Whatever a report may say, but for what the import itself decides.
const given = ['case_id', 'at', 'customer', 'customer_id', 'unit_id', 'source_ref', 'place', 'attributes'];
export const reportFields = Object.keys(reportCase.shape).filter((field) => !given.includes(field));

const report = z.strictObject({
  at: column.meta({ description: 'Column with the moment of the report' }),
  ...(Object.fromEntries(reportFields.map((field) => [field, source.optional()])) as Record<string, z.ZodOptional<typeof source>>),
  place: z.strictObject({ lat: source, lon: source }).optional(),
  attributes: z.record(z.string(), source).optional().meta({ description: 'Anything else worth keeping with the case' }),
});

const event = (words: string) =>
  z
    .strictObject({ at: column, [words]: source.optional() })
    .optional()
    .meta({ description: 'Where its column holds a moment; a blank one means that it did not happen' });

const state = z.union([
  z.enum(['open', 'resolved', 'closed', 'cancelled']),
  z.strictObject({ waiting: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/) }).meta({ description: 'Waiting, and for what' }),
]);

const shared = {
  source: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'small letters, digits, - and _')
    .meta({ description: 'Name of the other system; part of every id derived from its records' }),
  format: z.literal('csv').default('csv'),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  delimiter: z.string().length(1, 'one character').default(','),
  key: column.meta({ description: 'Column that names the record in its own system' }),
  blank: z.array(z.string()).default([]).meta({ description: 'Texts that mean nothing was entered, besides the empty one' }),
  times: z
    .strictObject({
      time_zone: z.string().meta({ description: 'Place of the local times' }),
      patterns: z
        .array(z.string().min(1))
        .min(1)
        .meta({
          description:
            "Ways a moment is written, such as yyyy-MM-dd'T'HH:mm:ss.SSS or dd-MM-yyyy HH:mm; rfc3339 for moments with their offset",
        }),
      skipped_hour: z
        .enum(['refuse', 'earlier', 'later'])
        .default('refuse')
        .meta({ description: 'A time that the clock jumped over in spring' }),
      repeated_hour: z
        .enum(['refuse', 'first', 'second'])
        .default('refuse')
        .meta({ description: 'A time that the clock showed twice in autumn' }),
    })
    .meta({ description: 'How moments are written' }),
  report,
};

export const mapShape = z.discriminatedUnion('rows', [
  z.strictObject({ ...shared, rows: z.literal('case'), close: event('outcome'), restore: event('evidence'), cancel: event('reason') }),
  z.strictObject({
    ...shared,
    rows: z.literal('change'),
    change: z.strictObject({
      at: column.meta({ description: 'Column with the moment of the change' }),
      state: column,
      ignore_case: z.boolean().default(false),
      states: z.record(z.string(), state).meta({ description: 'What each state of theirs is to us' }),
      order: z
        .enum(['file', 'time'])
        .default('file')
        .meta({
          description:
            'Which order of the rows is the order of the changes: a log is written as things happen, an extract may be sorted otherwise',
        }),
      later_values: z
        .enum(['ignore', 'correct', 'classify'])
        .default('ignore')
        .meta({
          description:
            'When the zone, class or category of a later row differs: a mistake put right (correct), a real change (classify), or nothing',
        }),
    }),
  }),
]);

export type ImportMap = z.output<typeof mapShape>;
export type CaseMap = Extract<ImportMap, { rows: 'case' }>;
export type ChangeMap = Extract<ImportMap, { rows: 'change' }>;
