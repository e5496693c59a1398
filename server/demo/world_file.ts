/** The small world of one trade as a file: who works and who calls there, and its cases told line by line. */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readSource } from '../../core/pack/source_text.ts';
import { code, id, line, phone, text } from '../../core/base/shapes.ts';
import { storyLine, type StoryLine } from './story_line.ts';

const lines = z.array(z.string().max(2_000)).min(1).max(200);

const shape = z.strictObject({
  /** Roles of the trade that the people of the demo hold beside their own. */
  roles: z.record(id, z.array(code).min(1)).default({}),
  customers: z
    .array(z.strictObject({
      id, name: line(200), phone, area: line(80), address: text(500), zone: code.optional(), class: code.optional(),
      units: z.array(z.strictObject({ id, model: line(120), serial: line(80), purchased_on: z.iso.date().optional() })).default([]),
    }))
    .min(1),
  cases: z.array(z.strictObject({ case: id, shows: z.string().max(300), lines })).min(1),
  /** What is told beside the cases: duties, plans, forms of the house. */
  besides: lines.optional(),
});

type WorldText = z.output<typeof shape>;
export type Customer = WorldText['customers'][number];
export type TradeCase = { readonly case: string; readonly shows: string; readonly lines: readonly StoryLine[] };
export type TradeWorld = Pick<WorldText, 'roles' | 'customers'> & { readonly cases: readonly TradeCase[]; readonly besides: readonly StoryLine[] };

/** Every world is told as if it were now eleven on this Monday. */
export const toldAt = '2026-03-02T11:00:00+08:00';

/** The world of a pack that comes with the program; null when nobody wrote one. */
export async function readWorld(pack: string): Promise<TradeWorld | null> {
  const path = `worlds/${pack}.yaml`;
  const written = await readFile(new URL(path, import.meta.url), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return written === null ? null : worldIn(written, path);
}

export function worldIn(written: string, path: string): TradeWorld {
  const source = readSource({ path, text: written });
  if (!('value' in source)) throw new Error(`${path}:${source[0]!.line} ${source[0]!.message}`);
  const read = shape.safeParse(source.value);
  if (!read.success) {
    const { path: at, message } = read.error.issues[0]!;
    throw new Error(`${path}:${source.problemAt(at.map((part) => (typeof part === 'symbol' ? String(part) : part)), 'bad_value', message).line} ${at.join('.')} ${message}`);
  }
  const { roles, customers, cases, besides = [] } = read.data;
  return { roles, customers, cases: cases.map((each) => ({ ...each, lines: linesOf(each.lines, `${path} ${each.case}`) })), besides: linesOf(besides, `${path} besides`) };
}

/** A line without a date is of the day before it. */
function linesOf(written: readonly string[], where: string): StoryLine[] {
  let day = toldAt.slice(0, 10);
  return written.map((each) => {
    const told = storyLine(each, day);
    if (typeof told === 'string') throw new Error(`${where}: ${told}: ${each}`);
    day = told.day;
    return told;
  });
}
