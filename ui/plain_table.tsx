/** A real table, readable by a screen reader; on a narrow screen each row becomes a card with its headings inside. */

import type { KeyboardEvent, ReactNode } from 'react';

export type Column<Row> = { name: string; words: string; render: (row: Row) => ReactNode; align?: 'end'; isHeading?: true };

type Props<Row> = { caption: string; columns: readonly Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string; toneOf?: (row: Row) => string | undefined; className?: string; onKeyDown?: (event: KeyboardEvent) => void };

export function PlainTable<Row>({ caption, columns, rows, keyOf, toneOf, className = '', onKeyDown }: Props<Row>) {
  return (
    <table className={`plain-table ${className}`} {...(onKeyDown ? { onKeyDown } : {})}>
      <caption className="only-heard">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name} scope="col" className={column.align === 'end' ? 'end' : undefined}>
              {column.words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={toneOf?.(row)}>
            {columns.map((column) => (
              <Cell key={column.name} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = column.align === 'end' ? 'end' : undefined;
  if (column.isHeading) return <th scope="row" className={look}>{column.render(row)}</th>;
  return (
    <td className={look}>
      <span className="cell-name" aria-hidden="true">{column.words}</span>
      <div>{column.render(row)}</div>
    </td>
  );
}
