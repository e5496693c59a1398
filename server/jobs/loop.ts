/** Work that goes round until it is stopped: at once while there is some, else at the next known moment, and slowly while it fails. */

import type { Instant } from '../../core/base/time.ts';

export type Loop = {
  /** Something may be due earlier than was known. */
  wake(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
};

export type LoopOptions = {
  readonly name: string;
  /** Answers how many milliseconds there are until something is due; 0 goes round again at once. */
  readonly round: () => Promise<number>;
  readonly log: (line: string) => void;
  readonly dice: () => number;
};

/** Nobody relies on being woken: whatever was missed, a clock that jumped, a node that died, is found after so long at most. */
export const idleMs = 2_000;
/** The database's clock says what is due; this machine's may be off by so much before anything is later for it than one idle look. */
const clockSlackMs = 3_000;

/** Whether a loop has to be woken for this moment: what is further away it finds in time by looking as often as it does anyway. */
export function isNear(earliest: Instant | null, now: Instant): boolean {
  return earliest !== null && earliest <= now + idleMs + clockSlackMs;
}

const failureMs = { first: 200, last: 10_000 };

export function startLoop({ name, round, log, dice }: LoopOptions): Loop {
  const state = { isStopping: false, isRoused: false };
  let rouse = () => {};

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (state.isStopping || state.isRoused) return resolve();
      const timer = setTimeout(resolve, Math.max(1, Math.ceil(ms)));
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function goRound(): Promise<void> {
    let failures = 0;
    while (!state.isStopping) {
      state.isRoused = false;
      try {
        const wait = Math.min(await round(), idleMs);
        if (failures > 0) log(`${name}: works again after ${failures} failures`);
        failures = 0;
        if (wait > 0) await rest(wait);
      } catch (error) {
        if (failures++ === 0) log(`${name}: ${(error as Error).message}; tried again until it works`);
        // With dice, so that several nodes do not all come back to a database in the same moment.
        state.isRoused = false;
        await rest(Math.min(failureMs.first * 2 ** (failures - 1), failureMs.last) * (0.5 + dice() / 2));
      }
    }
  }

  const ended = goRound();
  return {
    wake() {
      state.isRoused = true;
      rouse();
    },
    stop() {
      state.isStopping = true;
      rouse();
      return ended;
    },
  };
}
