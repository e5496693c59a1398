/** Asking the server: one hook for questions that refresh themselves, one for actions that must happen once. */

import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call, type Answer, type Input } from '../wire/client.ts';
import type { OperationName } from '../wire/contract.ts';
import type { Problem } from '../wire/view/views.ts';
import { lookAgainMs } from './live/pace.ts';
import { noteServerTime } from './server_clock.ts';
import { useSay, type Language } from './words.ts';

/** How often an open screen looks again. */
export const refreshMs = lookAgainMs;

/** A problem answer travelling as an error, so that react-query can keep it. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export async function askOnce<N extends OperationName>(name: N, input: Input<N>, language: Language, signal?: AbortSignal): Promise<Answer<N>> {
  const result = await call(name, input, { language, ...(signal ? { signal } : {}) });
  if (!result.ok) throw new Refused(result.problem);
  if (result.server_time !== null) noteServerTime(result.server_time);
  return result.value;
}

type AskChoices = { enabled?: boolean; refresh?: boolean; keep?: boolean };

export function useAsk<N extends OperationName>(name: N, input: Input<N>, choices: AskChoices = {}): UseQueryResult<Answer<N>, Refused> {
  const { language } = useSay();
  return useQuery<Answer<N>, Refused>({
    queryKey: [name, input, language],
    queryFn: ({ signal }) => askOnce(name, input, language, signal),
    enabled: choices.enabled ?? true,
    refetchInterval: choices.refresh === false ? false : refreshMs,
    ...(choices.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
}

export type Send<N extends OperationName> = {
  /** Answers null when it was refused or did not arrive; `problem` says why. */
  send: (input: Input<N>) => Promise<Answer<N> | null>;
  /** Sends the same action again, with its first stamp and key; null unless an answer was lost. */
  again: (() => Promise<Answer<N> | null>) | null;
  busy: boolean;
  problem: Problem | null;
  forget: () => void;
};

/** An action. The same content sent again after a lost answer carries the same key, so it can't happen twice. */
export function useSend<N extends OperationName>(name: N): Send<N> {
  const { language } = useSay();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const pending = useRef<{ content: string; key: string } | null>(null);
  const [lost, setLost] = useState<Input<N> | null>(null);
  const sending = useRef(false);

  const send = async (input: Input<N>): Promise<Answer<N> | null> => {
    // A second press while the first is on its way is the same action.
    if (sending.current) return null;
    sending.current = true;
    setBusy(true);
    const content = JSON.stringify(input);
    if (pending.current?.content !== content) pending.current = { content, key: crypto.randomUUID() };
    const result = await call(name, input, { language, key: pending.current.key });
    sending.current = false;
    setBusy(false);
    // Without a definite answer the key is kept for the next try.
    const isDefinite = result.ok || (result.problem.status !== 0 && result.problem.status < 500);
    if (isDefinite) pending.current = null;
    setLost(isDefinite ? null : input);
    setProblem(result.ok ? null : result.problem);
    // A refusal is often about something newer than what is on the screen, so look again in either case.
    void queries.invalidateQueries();
    return result.ok ? result.value : null;
  };
  return { send, again: lost && (() => send(lost)), busy, problem, forget: () => setProblem(null) };
}
