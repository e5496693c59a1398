/** Promises judged on the average, month by month: how they stand, what can still help, and the closing of a month. */

import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { ClosedPeriodView } from '../../wire/view/period_views.ts';
import { useAsk } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { AverageTable, SavingCases } from './average_table.tsx';
import { Closing } from './closing.tsx';
import { monthOf, monthsOn } from './month.ts';

const route = getRouteApi('/averages');

export default function Averages() {
  const say = useSay();
  const me = useMe();
  const may = useMay();
  const navigate = route.useNavigate();
  const today = momentText(new Date(serverNow()).toISOString(), me.time_zone, 'day');
  const month = route.useSearch().month ?? today.slice(0, 7);
  const days = monthOf(month);
  const outlook = useAsk('report.outlook', { query: { ...days, lang: say.language } }, { keep: true });
  const seesPeriods = may('period.list');
  const periods = useAsk('period.list', { query: { lang: say.language } }, { enabled: seesPeriods });
  const lines = outlook.data?.items ?? [];
  return (
    <>
      <h1>{say('average.title')}</h1>
      <p className="quiet">{say('average.what_for')}</p>
      <MonthChoice month={month} latest={today.slice(0, 7)} choose={(chosen) => void navigate({ search: { month: chosen }, replace: true })} />
      {outlook.error && <ProblemNotice problem={outlook.error.problem} again={() => void outlook.refetch()} />}
      {outlook.isPending && <Loading words={say('loading')} />}
      {outlook.data && lines.length === 0 && <Empty words={say('average.none')}><Link to="/promises">{say('place.promises')}</Link></Empty>}
      {lines.length > 0 && (
        <>
          <AverageTable lines={lines} />
          <p className="quiet">{say('average.how')}</p>
          <SavingCases lines={lines} />
        </>
      )}
      {may('period.close') && periods.data && <Closing key={month} days={days} isOver={days.last_day < today} closed={periods.data.items} />}
      {seesPeriods && periods.data && <ClosedPeriods items={periods.data.items} />}
    </>
  );
}

function MonthChoice({ month, latest, choose }: { month: string; latest: string; choose: (month: string) => void }) {
  const say = useSay();
  return (
    <div className="filters" role="group" aria-label={say('average.month')}>
      <Button icon={<LeftOutlined />} aria-label={say('average.month_before')} onClick={() => choose(monthsOn(month, -1))} />
      <strong aria-live="polite">{month}</strong>
      <Button icon={<RightOutlined />} aria-label={say('average.month_after')} disabled={month >= latest} onClick={() => choose(monthsOn(month, 1))} />
    </div>
  );
}

function ClosedPeriods({ items }: { items: readonly ClosedPeriodView[] }) {
  const say = useSay();
  const me = useMe();
  const columns: Column<ClosedPeriodView>[] = [
    { name: 'days', words: say('period'), isHeading: true, render: (it) => <Link to="/periods/$period_id" params={{ period_id: it.period_id }}>{say('period.days', { first: it.first_day, last: it.last_day })}</Link> },
    { name: 'promise', words: say('promise'), render: (it) => it.words },
    { name: 'readings', words: say('report.readings'), align: 'end', render: (it) => it.readings },
    { name: 'at', words: say('period.closed_at'), render: (it) => momentText(it.closed_at, me.time_zone) },
    { name: 'by', words: say('period.closed_by'), render: (it) => it.closed_by_name },
    { name: 'remarks', words: say('period.remarks'), render: (it) => it.remarks ?? '' },
  ];
  return (
    <section aria-label={say('period.list')}>
      <h2>{say('period.list')}</h2>
      {items.length === 0 ? <Empty words={say('period.list_none')} /> : <PlainTable caption={say('period.list')} columns={columns} rows={items} keyOf={(it) => it.period_id} />}
    </section>
  );
}
