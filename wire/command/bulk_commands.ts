/** One command for many cases, and the filters a person keeps. */

import { z } from 'zod';
import { id, line } from '../../core/base/shapes.ts';
import { caseCommands } from './case_commands.ts';

export const bulkItemsMax = 200;

/** Commands that say the same of every case; those on a visit need its id and are sent one by one. */
export const bulkCommandNames = ['assign', 'classify', 'cancel', 'close', 'reopen', 'contact_customer', 'inform_customer', 'call_back', 'record_milestone'] as const;
export type BulkCommandName = (typeof bulkCommandNames)[number];

const items = z
  .array(z.strictObject({ case_id: id, expected_seq: z.int().min(0).optional() }))
  .min(1)
  .max(bulkItemsMax)
  .describe('Each is a command of its own: some may be refused while others are recorded');

const of = <N extends BulkCommandName>(command: N) => {
  const { expected_seq: _seq, ...said } = caseCommands[command].shape;
  // A visit is made anew for each case, and one that exists belongs to one case only.
  const { visit_id: _visit, ...common } = said as typeof said & { visit_id?: z.ZodType };
  return z.strictObject({ command: z.literal(command), items, body: z.strictObject(common as z.ZodRawShape) });
};

export const bulkCommand = z.discriminatedUnion('command', bulkCommandNames.map(of) as [ReturnType<typeof of>, ...ReturnType<typeof of>[]]).meta({ id: 'BulkCommand' });
export type BulkCommand = {
  readonly command: BulkCommandName;
  readonly items: readonly { readonly case_id: string; readonly expected_seq?: number | undefined }[];
  readonly body: Readonly<Record<string, unknown>>;
};

/** The query of case.list as it stands in an address. */
export const saveFilter = z
  .strictObject({ name: line(80), query: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.string().max(200)).refine((query) => Object.keys(query).length <= 30, { error: 'custom' }) })
  .meta({ id: 'SaveFilter' });
export const removeFilter = z.strictObject({ name: line(80) }).meta({ id: 'RemoveFilter' });
