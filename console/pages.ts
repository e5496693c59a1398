/** A list that comes page by page and looks again by itself. */

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer, Input } from '../wire/client.ts';
import type { OperationName } from '../wire/contract.ts';
import { askOnce, type Refused } from './ask.ts';
import { lookAgainMs } from './live/pace.ts';
import { useSay } from './words.ts';

/** Operations whose answer says where the next page begins. */
type PagedName = { [N in OperationName]: Answer<N> extends { next_cursor: string | null } ? N : never }[OperationName];
type Asked = { params?: unknown; query?: Readonly<Record<string, unknown>> };

/** The name stands first in the key, so that what moved is asked for again (console/live/moved.ts). */
export function usePages<N extends PagedName>(name: N, input: Input<N>) {
  const { language } = useSay();
  const { params, query } = input as Asked;
  return useInfiniteQuery<Answer<N>, Refused, { pages: Answer<N>[] }, unknown[], string | undefined>({
    queryKey: [name, 'pages', params ?? null, query ?? null, language],
    queryFn: ({ pageParam, signal }) => askOnce(name, { ...(input as Asked), query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } } as Input<N>, language, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => (page as { next_cursor: string | null }).next_cursor ?? undefined,
    refetchInterval: lookAgainMs,
  });
}
