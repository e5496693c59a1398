/** What was recorded, as it is committed: follows the journal for those who look at it, on this node and whoever recorded it. */

import { asOwner } from '../db/transaction.ts';
import type { House } from '../house.ts';

/** A stream that has more facts than before. No content: who may see it asks for it. */
export type Move = { readonly org: string; readonly stream: string; readonly seq: number };
/** `upTo` is the position below which nothing can come any more: where to go on from after a break. */
export type MovesListener = (moves: readonly Move[], upTo: number) => void;

export type Moves = {
  /** Looks at the journal only while somebody listens. */
  listen(listener: MovesListener): () => void;
  /** After a look at what there is now. */
  upTo(): Promise<number>;
  /** What moved in an organisation since a position; null when that was too long ago to be told one by one. */
  since(org: string, position: number): Promise<{ moves: Move[]; upTo: number } | null>;
  stop(): void;
};

/** Positions are given before the commit, so a lower one may come after a higher one; a transaction that takes longer is ended by the database. */
const lateMs = 180_000;
const overlap = 500;
const batchRows = 5_000;
const gapsMax = 20_000;
const sinceRows = 2_000;
const sinceSpan = 20_000;

type Row = { position: number; org_id: string; stream: string; seq: number };

export function openMoves(house: House, { pollMs = 1_000 }: { pollMs?: number | undefined } = {}): Moves {
  const listeners = new Set<MovesListener>();
  /** Positions that were passed over, with the moment they were missed: under way, or given back by a rolled back command. */
  const gaps = new Map<number, number>();
  let high = -1;
  let looking: Promise<void> | null = null;
  let isAskedAgain = false;
  // A bell that was not heard is made up for by looking all the same.
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  house.bell?.onRing?.(() => listeners.size > 0 && look());

  function look(): Promise<void> {
    // Rings during a look mean one more look, however many they are.
    isAskedAgain = looking !== null;
    looking ??= lookOnce().finally(() => {
      looking = null;
      if (isAskedAgain && !isStopped) void look();
    });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    try {
      const isFirst = high === -1;
      for (;;) {
        const rows = await readOn();
        take(rows);
        if (!isFirst && rows.length > 0) tell(rows);
        if (rows.length < batchRows || isStopped) return;
      }
    } catch {
      // The database is away; the next look reads from where this one began.
    }
  }

  function readOn(): Promise<Row[]> {
    return asOwner(house.db.pool, async (tx) => {
      if (high === -1) high = Math.max(0, (await tx.query<{ last: number }>('select coalesce(max(position), 0) as last from journal')).rows[0]!.last - overlap);
      const { rows } = await tx.query<Row>({
        name: 'moves',
        text: `(select position, org_id, stream, seq from journal where position > $1 order by position limit ${batchRows})
               union all (select position, org_id, stream, seq from journal where position = any($2::bigint[]))`,
        values: [high, [...gaps.keys()]],
      });
      return rows;
    });
  }

  function take(rows: readonly Row[]): void {
    const now = performance.now();
    const seen = new Set(rows.map((row) => row.position));
    for (const position of seen) gaps.delete(position);
    const last = rows.reduce((most, row) => Math.max(most, row.position), high);
    for (let position = Math.max(high + 1, last - gapsMax); position < last; position++) if (!seen.has(position)) gaps.set(position, now);
    for (const [position, missed] of gaps) if (now - missed > lateMs || gaps.size > gapsMax) gaps.delete(position);
    high = last;
  }

  function tell(rows: readonly Row[]): void {
    const moves = lastOfEach(rows);
    for (const listener of listeners) listener(moves, lowest());
  }

  function lowest(): number {
    return gaps.size === 0 ? high : Math.min(...gaps.keys()) - 1;
  }

  return {
    listen(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => void look(), pollMs).unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    async upTo() {
      await look();
      return lowest();
    },
    async since(org, position) {
      if (high - position > sinceSpan || position > high) return null;
      const rows = await asOwner(house.db.pool, async (tx) =>
        (await tx.query<Row>(`select position, org_id, stream, seq from journal where position > $1 and org_id = $2 order by position limit ${sinceRows}`, [position, org])).rows,
      );
      return rows.length < sinceRows ? { moves: lastOfEach(rows), upTo: lowest() } : null;
    },
    stop() {
      isStopped = true;
      listeners.clear();
      if (timer !== null) clearInterval(timer);
    },
  };
}

function lastOfEach(rows: readonly Row[]): Move[] {
  const last = new Map<string, Move>();
  for (const { org_id: org, stream, seq } of rows) {
    const key = `${org}/${stream}`;
    if ((last.get(key)?.seq ?? 0) < seq) last.set(key, { org, stream, seq });
  }
  return [...last.values()];
}
