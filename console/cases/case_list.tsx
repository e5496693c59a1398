/** The list of cases: the next deadline first, the filters in the address, more on demand. */

import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { DisputedCount, Where } from '../case_words.tsx';
import { useAsk } from '../ask.ts';
import { usePages } from '../pages.ts';
import { useChoices } from '../choices.ts';
import { Countdown } from '../countdown.tsx';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { readCaseSearch, type CaseSearch } from '../address.ts';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { momentText, shortMoment } from '../../ui/moments.ts';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { Input } from '../../wire/client.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { BulkBar } from './bulk.tsx';
import { CaseFilters } from './case_filters.tsx';
import { stepByArrow, useListKeys } from './list_keys.ts';
import { ExportLinks, SavedFilters } from './saved_filters.tsx';

const route = getRouteApi('/cases');

export default function CaseList() {
  const say = useSay();
  const search = readCaseSearch(route.useSearch());
  const list = useCases(search);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const may = useMay();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  // Only what is on the screen: nothing is done to a case that a filter has hidden since.
  const picked = rows.filter((it) => chosen.has(it.case_id));
  const pick = (ids: readonly string[]) => choose(new Set(ids));
  const toggle = (id: string) => choose((now) => new Set(now.has(id) ? [...now].filter((it) => it !== id) : [...now, id]));
  useListKeys();
  return (
    <>
      <h1>{say('place.cases')}</h1>
      <CaseFilters search={search} />
      <div className="list-line">
        <Counts search={search} />
        <SavedFilters search={search} />
        <ExportLinks search={search} />
      </div>
      <BulkBar picked={picked} shown={rows} pick={pick} />
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && rows.length === 0 && <Empty words={say('cases.none')} />}
      {rows.length > 0 && <CaseTable rows={rows} caption={say('place.cases')} {...(may('case.bulk') ? { picking: { chosen, toggle } } : {})} />}
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button>
        </p>
      )}
    </>
  );
}

function useCases(search: CaseSearch) {
  return usePages('case.list', { query: { ...search, limit: 50 } as NonNullable<Input<'case.list'>['query']> });
}

/** How much there is beyond what is shown. */
function Counts({ search }: { search: CaseSearch }) {
  const say = useSay();
  const counts = useAsk('case.counts', { query: search as NonNullable<Input<'case.counts'>['query']> }, { keep: true });
  if (!counts.data) return null;
  const { matching, late, readings } = counts.data;
  const text = ({ count, more }: typeof late) => `${count}${more ? '+' : ''}`;
  const several = readings !== null && readings.count !== matching.count;
  return (
    <span role="status" className="quiet">
      {say('cases.counts', { matching: text(matching), late: text(late) })}
      {several && ` · ${say('cases.several_readings', { readings: text(readings) })}`}
    </span>
  );
}

type Picking = { chosen: ReadonlySet<string>; toggle: (case_id: string) => void };

function CaseTable({ rows, caption, picking }: { rows: readonly CaseRow[]; caption: string; picking?: Picking }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const columns: Column<CaseRow>[] = [
    ...(picking ? [{ name: 'pick', words: say('cases.pick'), render: (row: CaseRow) => <input type="checkbox" className="pick" aria-label={say('cases.pick_one', { number: row.number })} checked={picking.chosen.has(row.case_id)} onChange={() => picking.toggle(row.case_id)} /> }] : []),
    { name: 'number', words: say('field.number'), isHeading: true, render: (row) => <Link to="/cases/$case_id" params={{ case_id: row.case_id }}>{row.number}</Link> },
    { name: 'next', words: say('cases.next'), render: (row) => <NextDeadline row={row} /> },
    { name: 'state', words: say('cases.state'), render: (row) => <><StateMark state={row.state} /> <DisputedCount row={row} /></> },
    { name: 'where', words: say('cases.where'), render: (row) => <Where row={row} /> },
    { name: 'who', words: say('cases.who'), render: (row) => <>{row.caller_name ?? '—'}<span className="second-line">{row.phone}</span></> },
    { name: 'matter', words: say('field.matter'), render: (row) => <>{choices.name('matters', row.matter)}<span className="second-line clipped" title={row.description ?? undefined}>{row.description}</span></> },
    { name: 'engineer', words: say('field.engineer_id'), render: (row) => row.engineer_name ?? <span className="quiet">{say('nobody_yet')}</span> },
    { name: 'reported', words: say('cases.reported'), render: (row) => <span className="unbroken">{shortMoment(row.reported_at, me.time_zone, serverNow())}</span> },
  ];
  return <PlainTable caption={caption} columns={columns} rows={rows} keyOf={(row) => row.case_id} className="case-table" toneOf={(row) => (picking?.chosen.has(row.case_id) ? 'picked' : undefined)} onKeyDown={stepByArrow} />;
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
