/** Tables of the bench: printed, and written as Markdown where ARCHITECTURE points to. */

export type Row = Readonly<Record<string, string | number>>;

/** One table per set of columns, in the order the rows came. */
export function markdownOf(rows: readonly Row[]): string {
  const groups = Map.groupBy(rows, (row) => Object.keys(row).join('|'));
  return [...groups.values()].map((group) => {
    const columns = Object.keys(group[0]!);
    const lines = group.map((row) => `| ${columns.map((column) => cell(row[column]!)).join(' | ')} |`);
    return [`| ${columns.join(' | ')} |`, `| ${columns.map(() => '---').join(' | ')} |`, ...lines].join('\n');
  }).join('\n\n');
}

function cell(value: string | number): string {
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
