/** Tables sent as files while they are read: nothing is held in memory but the page under way. */

import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { exportCases, type ExportedTable } from '../read/case_export.ts';
import type { Asking } from '../read/asking.ts';
import { csvOf } from '../read/export_cells.ts';
import { xlsxOf } from '../read/export_xlsx.ts';
import { exportRegister } from '../read/form_register.ts';
import { exportPromises } from '../read/promise_export.ts';
import type { OperationName } from '../../wire/contract.ts';

type Format = 'csv' | 'xlsx';
type ExportName = 'case.export' | 'report.promises_export' | 'form.export';

export const exportTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const tables: { readonly [N in ExportName]: { readonly file: string; readonly read: (asking: Asking, asked: never) => Promise<ExportedTable> } } = {
  'case.export': { file: 'cases', read: exportCases },
  'report.promises_export': { file: 'promises', read: exportPromises },
  'form.export': { file: 'register', read: exportRegister },
};

export function isExport(name: OperationName): name is ExportName {
  return Object.hasOwn(tables, name);
}

export async function sendExport(name: ExportName, asking: Asking, { params, query }: { readonly params: unknown; readonly query: unknown }, reply: FastifyReply): Promise<FastifyReply> {
  const { file, read } = tables[name];
  const { format, ...asked } = { ...(params as object), ...(query as { readonly format: Format }) };
  const { titles, pages } = await read(asking, asked as never);
  const bytes = Readable.from(format === 'csv' ? csvOf(titles, pages) : xlsxOf(titles, pages), { objectMode: false });
  const day = new Date(asking.now).toISOString().slice(0, 10);
  return reply.type(exportTypes[format]).header('content-disposition', `attachment; filename="${file}-${day}.${format}"`).send(bytes);
}
