/** The list of cases: the next deadline first, the filters in the address, more on demand. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { DisputedCount, Where } from '../case_words.tsx';
import { askOnce, refreshMs, type Refused } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { Countdown } from '../countdown.tsx';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import type { CaseSearch } from '../routes.tsx';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { momentText, shortMoment } from '../../ui/moments.ts';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { Answer, Input } from '../../wire/client.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { CaseFilters } from './case_filters.tsx';

const route = getRouteApi('/cases');

export default function CaseList() {
  const say = useSay();
  const search = route.useSearch();
  const list = useCases(search);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1>{say('place.cases')}</h1>
      <CaseFilters search={search} />
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && rows.length === 0 && <Empty words={say('cases.none')} />}
      {rows.length > 0 && <CaseTable rows={rows} caption={say('place.cases')} />}
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button>
        </p>
      )}
    </>
  );
}

function useCases(search: CaseSearch) {
  const { language } = useSay();
  const query = { ...search, limit: 50 } as NonNullable<Input<'case.list'>['query']>;
  return useInfiniteQuery<Answer<'case.list'>, Refused, { pages: Answer<'case.list'>[] }, unknown[], string | undefined>({
    queryKey: ['case.list', 'pages', query, language],
    queryFn: ({ pageParam, signal }) => askOnce('case.list', { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }, language, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: refreshMs,
  });
}

export function CaseTable({ rows, caption }: { rows: readonly CaseRow[]; caption: string }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const columns: Column<CaseRow>[] = [
    { name: 'number', words: say('field.number'), isHeading: true, render: (row) => <Link to="/cases/$case_id" params={{ case_id: row.case_id }}>{row.number}</Link> },
    { name: 'next', words: say('cases.next'), render: (row) => <NextDeadline row={row} /> },
    { name: 'state', words: say('cases.state'), render: (row) => <><StateMark state={row.state} /> <DisputedCount row={row} /></> },
    { name: 'where', words: say('cases.where'), render: (row) => <Where row={row} /> },
    { name: 'who', words: say('cases.who'), render: (row) => <>{row.caller_name ?? '—'}<span className="second-line">{row.phone}</span></> },
    { name: 'matter', words: say('field.matter'), render: (row) => <>{choices.name('matters', row.matter)}<span className="second-line clipped" title={row.description ?? undefined}>{row.description}</span></> },
    { name: 'engineer', words: say('field.engineer_id'), render: (row) => row.engineer_name ?? <span className="quiet">{say('nobody_yet')}</span> },
    { name: 'reported', words: say('cases.reported'), render: (row) => <span className="unbroken">{shortMoment(row.reported_at, me.time_zone, serverNow())}</span> },
  ];
  return <PlainTable caption={caption} columns={columns} rows={rows} keyOf={(row) => row.case_id} />;
}

function NextDeadline({ row }: { row: CaseRow }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  if (row.finished_at !== null) return <span className="quiet">{say('cases.finished_at', { time: momentText(row.finished_at, me.time_zone) })}</span>;
  if (row.next_deadline === null) return <>{row.late_count > 0 ? say('cases.late_count', { count: row.late_count }) : <span className="quiet">{say('cases.no_deadline')}</span>}</>;
  return (
    <>
      <Countdown deadline={row.next_deadline} />
      <span className="second-line">{row.next_clock === null ? '' : choices.name('clocks', row.next_clock)} · {shortMoment(row.next_deadline, me.time_zone, serverNow())}</span>
    </>
  );
}
