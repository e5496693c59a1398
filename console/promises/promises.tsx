/** How promises were kept: the mean and the share by zone and period, with excused and unproven told apart. */

import { getRouteApi, Link } from '@tanstack/react-router';
import { Checkbox, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Empty, Loading } from '../../ui/notices.tsx';
import { momentOfWall, momentText } from '../../ui/moments.ts';
import { MomentField } from '../../ui/moment_field.tsx';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import type { By, Group } from './behind.ts';
import { PromiseBars } from './promise_bars.tsx';
import { PromiseTable } from './promise_table.tsx';

const route = getRouteApi('/promises');
const dayMs = 86_400_000;

export default function Promises() {
  const say = useSay();
  const me = useMe();
  const may = useMay();
  const choices = useChoices();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const [first] = useState(() => thisMonth(me.time_zone));
  const apart = search.apart === 'true';
  const by = (search.by ?? 'total') as By;
  const group: Group = search.group === 'customer_class' ? 'customer_class' : 'zone';
  const span = { from: search.from ?? first.from, to: search.to ?? first.to };
  const change = (part: Partial<Record<'from' | 'to' | 'by' | 'group' | 'clock' | 'apart', string | undefined>>) => void navigate({ search: { ...search, ...part } as typeof search, replace: true });
  const report = useAsk('report.promises', { query: { ...span, by, group, lang: say.language, ...(search.clock ? { clock: search.clock } : {}) } }, { keep: true });
  const lines = (report.data?.items ?? []).filter((it) => it.readings > 0);
  return (
    <>
      <h1>{say('place.promises')}</h1>
      {may('report.outlook') && <p><Link to="/averages">{say('average.link')}</Link></p>}
      <search className="filters" aria-label={say('filters')}>
        <label>{say('from')} <MomentField zone={me.time_zone} value={span.from} onChange={(from) => change({ from })} /></label>
        <label>{say('to')} <MomentField zone={me.time_zone} value={span.to} onChange={(to) => change({ to })} /></label>
        <Segmented<By> aria-label={say('period')} value={by} onChange={(it) => change({ by: it })} options={(['total', 'month', 'week', 'day'] as const).map((value) => ({ value, label: say(`by.${value}`) }))} />
        <Segmented<Group> aria-label={say('report.group')} value={group} onChange={(it) => change({ group: it })} options={(['zone', 'customer_class'] as const).map((value) => ({ value, label: say(`field.${value}`) }))} />
        <Select aria-label={say('promise')} placeholder={say('promises.all')} allowClear value={search.clock ?? null} options={choices.of('clocks')} onChange={(clock) => change({ clock: clock ?? undefined })} className="filter-wide" />
        <Checkbox checked={apart} onChange={(event) => change({ apart: event.target.checked ? 'true' : undefined })}>{say('report.without_excused')}</Checkbox>
      </search>
      {report.error && <ProblemNotice problem={report.error.problem} again={() => void report.refetch()} />}
      {report.isPending && <Loading words={say('loading')} />}
      {report.data && lines.length === 0 && <Empty words={say('report.none')}><Link to="/cases">{say('place.cases')}</Link></Empty>}
      {lines.length > 0 && (
        <>
          <PromiseBars lines={lines} apart={apart} />
          <PromiseTable lines={lines} asked={{ span, by, group, zone: me.time_zone }} apart={apart} />
          <p className="quiet">{say('report.how')}</p>
        </>
      )}
    </>
  );
}

/** From the first of this month to the end of today, in the place of the organisation. */
function thisMonth(zone: string): { from: string; to: string } {
  const today = momentText(new Date(serverNow()).toISOString(), zone, 'day');
  const from = momentOfWall(`${today.slice(0, 8)}01T00:00:00`, zone)!;
  const to = new Date(Date.parse(momentOfWall(`${today}T00:00:00`, zone)!) + dayMs).toISOString();
  return { from, to };
}
