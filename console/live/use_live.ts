/** Keeps what is on the screen up to date: views that moved are asked for again at once, all of them after a gap. */

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveMove } from '../../wire/view/live_views.ts';
import { useMe } from '../session.tsx';
import { follow, type Heard } from './follow.ts';
import { isMoved } from './moved.ts';
import { noteFollowing } from './pace.ts';
import { ringHere } from './ringing.ts';

/** What arrives together is asked for together; in a storm not more often than this, and yet well within the second that is promised. */
const togetherMs = 60;
const apartMs = 500;

export function useLive(): void {
  const { person_id } = useMe();
  const queries = useQueryClient();
  useEffect(() => follow(person_id, hearing(queries)), [person_id, queries]);
}

function hearing(queries: QueryClient): (heard: Heard) => void {
  let waiting: LiveMove[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastMs = -apartMs;
  const askAgain = () => {
    const moves = waiting;
    waiting = [];
    timer = null;
    lastMs = performance.now();
    void queries.invalidateQueries({ predicate: (query) => isMoved(moves, query.queryKey, query.state.data) });
  };
  return (heard) => {
    switch (heard.kind) {
      case 'moved':
        waiting.push(heard.move);
        timer ??= setTimeout(askAgain, Math.max(togetherMs, lastMs + apartMs - performance.now()));
        return;
      case 'ready': return noteFollowing(true);
      case 'down':
        noteFollowing(false);
        // Asking once more also sets the pace of looking to that of a screen that is told nothing.
        return void queries.invalidateQueries();
      case 'reset':
      case 'signed_out': return void queries.invalidateQueries();
      case 'ringing': return ringHere(heard.phone);
      case 'hello': return;
    }
  };
}
