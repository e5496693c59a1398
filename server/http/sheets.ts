/** Forms and registers as PDF. */

import type { FastifyReply } from 'fastify';
import type { OperationName } from '../../wire/contract.ts';
import type { Press } from '../print/press.ts';
import type { Asking } from '../read/asking.ts';
import { readSheet, type Sheet } from '../read/form_sheet.ts';
import { readRegisterSheet } from '../read/register_sheet.ts';

type SheetName = 'form.sheet' | 'form.register_sheet';

const sheets: { readonly [N in SheetName]: (asking: Asking, asked: never) => Promise<Sheet> } = { 'form.sheet': readSheet, 'form.register_sheet': readRegisterSheet };

export function isSheet(name: OperationName): name is SheetName {
  return Object.hasOwn(sheets, name);
}

export async function sendSheet(name: SheetName, press: Press, asking: Asking, { params, query }: { readonly params: unknown; readonly query: unknown }, reply: FastifyReply): Promise<FastifyReply> {
  const { name: file, paper } = await sheets[name](asking, { ...(params as object), ...(query as object) } as never);
  const pdf = await press.print(paper);
  return reply.type('application/pdf').header('content-disposition', `inline; filename="${file}"`).send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
}
