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
  const gaps = trackGaps();
  const listeners = new Set<MovesListener>();
  let isStopped = false;

  async function lookOnce(): Promise<void> {
    try {
      for (;;) {
        const isFirst = gaps.high === null;
        const rows = await readOn(house, gaps);
        if (!isFirst && rows.length > 0) for (const listener of listeners) listener(lastOfEach(rows), gaps.lowest());
        if (rows.length < batchRows || isStopped) return;
      }
    } catch {
      // The database is away; the next look reads from where this one began.
    }
  }

  const look = oneAtATime(lookOnce);
  house.bell?.onRing?.(() => listeners.size > 0 && !isStopped && void look());
  // A bell that was not heard is made up for by looking all the same.
  let timer: NodeJS.Timeout | null = null;
  const rest = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  return {
    listen(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => void look(), pollMs).unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) rest();
      };
    },
    async upTo() {
      await look();
      return gaps.lowest();
    },
    async since(org, position) {
      const high = gaps.high ?? 0;
      if (high - position > sinceSpan || position > high) return null;
      const rows = await asOwner(house.db.pool, async (tx) =>
        (await tx.query<Row>(`select position, org_id, stream, seq from journal where position > $1 and org_id = $2 order by position limit ${sinceRows}`, [position, org])).rows,
      );
      return rows.length < sinceRows ? { moves: lastOfEach(rows), upTo: gaps.lowest() } : null;
    },
    stop() {
      isStopped = true;
      listeners.clear();
      rest();
    },
  };
}

/** Whoever asks while it runs gets a run that begins after they asked; however many ask, it is one. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = () => {
    next = null;
    return (current = work().finally(() => { current = next; }));
  };
  return () => (current === null ? start() : (next ??= current.then(start)));
}

type Gaps = {
  /** The highest position seen; null before the first look. */
  readonly high: number | null;
  begin(high: number): void;
  missing(): number[];
  take(positions: readonly number[]): void;
  /** Below this nothing can come any more. */
  lowest(): number;
};

/** Positions that were passed over: under way still, or given back by a rolled back command. */
function trackGaps(): Gaps {
  const missed = new Map<number, number>();
  let high: number | null = null;
  return {
    get high() { return high; },
    begin(first) { high = first; },
    missing: () => [...missed.keys()],
    take(positions) {
      const now = performance.now();
      const seen = new Set(positions);
      for (const position of seen) missed.delete(position);
      const last = positions.reduce((most, position) => Math.max(most, position), high!);
      for (let position = Math.max(high! + 1, last - gapsMax); position < last; position++) if (!seen.has(position)) missed.set(position, now);
      for (const [position, since] of missed) if (now - since > lateMs || missed.size > gapsMax) missed.delete(position);
      high = last;
    },
    lowest: () => (missed.size === 0 ? high! : Math.min(...missed.keys()) - 1),
  };
}

function readOn(house: House, gaps: Gaps): Promise<Row[]> {
  return asOwner(house.db.pool, async (tx) => {
    if (gaps.high === null) gaps.begin(Math.max(0, (await tx.query<{ last: number }>('select coalesce(max(position), 0) as last from journal')).rows[0]!.last - overlap));
    const { rows } = await tx.query<Row>({
      name: 'moves',
      text: `(select position, org_id, stream, seq from journal where position > $1 order by position limit ${batchRows})
             union all (select position, org_id, stream, seq from journal where position = any($2::bigint[]))`,
      values: [gaps.high, gaps.missing()],
    });
    gaps.take(rows.map((row) => row.position));
    return rows;
  });
}

function lastOfEach(rows: readonly Row[]): Move[] {
  const last = new Map<string, Move>();
  for (const { org_id: org, stream, seq } of rows) {
    const key = `${org}/${stream}`;
    if ((last.get(key)?.seq ?? 0) < seq) last.set(key, { org, stream, seq });
  }
  return [...last.values()];
}
