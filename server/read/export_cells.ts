/** Tables that leave the house: their cells, made harmless for spreadsheets, and as CSV. */

export type Cell = string | number | null;
/** Rows as they come, so that a table of any length passes through. */
export type TableRows = AsyncIterable<readonly (readonly Cell[])[]>;

/** A cell that begins like this would be run as a formula by a spreadsheet, with whatever a stranger typed into a report. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

export function harmless(cell: Cell): Cell {
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell;
}

/** With a byte order mark, without which Excel reads Chinese as something else; lines end as RFC 4180 has them. */
export async function* csvOf(titles: readonly string[], pages: TableRows): AsyncGenerator<Buffer> {
  yield Buffer.from(`\ufeff${lineOf(titles)}`);
  for await (const rows of pages) yield Buffer.from(rows.map(lineOf).join(''));
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(harmless(cell))).join(',')}\r\n`;
}

function quoted(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
