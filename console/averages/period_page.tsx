/** One closed period: what was recorded beside what the same readings say now, and each reading that changed since. */

import { Link, useParams } from '@tanstack/react-router';
import { momentText } from '../../ui/moments.ts';
import { Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { PeriodAdjustment, PeriodView } from '../../wire/view/period_views.ts';
import type { PromiseLine } from '../../wire/view/views.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { shareText } from '../promises/promise_table.tsx';
import { useMe } from '../session.tsx';
import { useSay, type Say } from '../words.ts';
import { Kept, minutesText } from './average_table.tsx';

export default function PeriodPage() {
  const say = useSay();
  const me = useMe();
  const { period_id } = useParams({ from: '/periods/$period_id' });
  const asked = useAsk('period.get', { params: { period_id }, query: { lang: say.language } });
  const view = asked.data;
  return (
    <>
      <p><Link to="/averages">{say('period.back')}</Link></p>
      {asked.error && <ProblemNotice problem={asked.error.problem} again={() => void asked.refetch()} />}
      {asked.isPending && <Loading words={say('loading')} />}
      {view && (
        <>
          <h1>{view.period.words}</h1>
          <p>
            {say('period.days', { first: view.period.first_day, last: view.period.last_day })} · {say('period.closed_at')} {momentText(view.period.closed_at, me.time_zone)} · {view.period.closed_by_name}
            {view.period.remarks !== null && <> · {view.period.remarks}</>}
          </p>
          <Figures view={view} />
          <Adjustments view={view} />
        </>
      )}
    </>
  );
}

type Row = { readonly when: 'closed' | 'now'; readonly line: PromiseLine };
const cell = (line: PromiseLine) => `${line.zone ?? ''} ${line.customer_class ?? ''}`;

function Figures({ view }: { view: PeriodView }) {
  const say = useSay();
  const choices = useChoices();
  const cells = [...new Set([...view.closed, ...view.now].map(cell))];
  const rows = cells.flatMap((key): Row[] => (['closed', 'now'] as const).flatMap((when) => view[when].filter((line) => cell(line) === key).map((line) => ({ when, line }))));
  const hasClasses = rows.some(({ line }) => line.customer_class !== null);
  const count = (name: 'readings' | 'kept' | 'late' | 'excused' | 'unproven' | 'cancelled' | 'running' | 'overdue', words: string): Column<Row> => ({ name, words, align: 'end', render: ({ line }) => line[name] });
  const columns: Column<Row>[] = [
    { name: 'zone', words: say('field.zone'), isHeading: true, render: ({ line }) => (line.zone === null ? say('all_zones') : choices.name('zones', line.zone)) },
    ...(hasClasses ? [{ name: 'class', words: say('field.customer_class'), render: ({ line }: Row) => (line.customer_class === null ? '—' : choices.name('customer_classes', line.customer_class)) }] : []),
    { name: 'when', words: say('period.figures'), render: ({ when }) => say(when === 'closed' ? 'period.as_closed' : 'period.as_now') },
    { name: 'mean', words: say('report.mean'), align: 'end', render: ({ line }) => <Mean line={line} /> },
    { name: 'share', words: say('report.kept_share'), align: 'end', render: ({ line }) => shareText(line.kept_share) },
    count('readings', say('report.readings')),
    ...(['kept', 'late', 'excused', 'unproven', 'overdue', 'running', 'cancelled'] as const).map((name) => count(name, say(`verdict.${name}`))),
  ];
  if (rows.length === 0) return <p className="quiet">{say('period.figures_none')}</p>;
  return <PlainTable caption={say('period.figures')} columns={columns} rows={rows} keyOf={({ when, line }) => `${when} ${cell(line)}`} />;
}

function Mean({ line }: { line: PromiseLine }) {
  const say = useSay();
  if (line.mean_minutes === null) return <span className="quiet">—</span>;
  return (
    <>
      {minutesText(say, line.mean_minutes)} {line.target_minutes !== null && <span className="quiet">/ {minutesText(say, line.target_minutes)}</span>}
      {line.mean_kept !== null && <Kept isKept={line.mean_kept} />}
      {line.provisional && <span className="second-line">{say('report.provisional')}</span>}
    </>
  );
}

function Adjustments({ view }: { view: PeriodView }) {
  const say = useSay();
  const choices = useChoices();
  const { adjustments, adjustment_count: count } = view;
  const columns: Column<PeriodAdjustment>[] = [
    {
      name: 'number', words: say('field.number'), isHeading: true,
      render: (it) => <><Link to="/cases/$case_id" params={{ case_id: it.case_id }}>{it.number}</Link>{it.round > 1 && <> {say('period.round', { round: it.round })}</>}</>,
    },
    { name: 'was', words: say('period.was'), render: (it) => readingText(say, choices.name, it.was) },
    { name: 'is', words: say('period.is'), render: (it) => readingText(say, choices.name, it.is) },
  ];
  return (
    <section aria-label={say('period.adjustments')}>
      <h2>{say('period.adjustments')}</h2>
      {adjustments.length === 0 && <p className="quiet">{say('period.adjustments_none')}</p>}
      {adjustments.length < count && <p>{say('period.adjustments_more', { count, shown: adjustments.length })}</p>}
      {adjustments.length > 0 && <PlainTable caption={say('period.adjustments')} columns={columns} rows={adjustments} keyOf={(it) => `${it.case_id} ${it.round} ${it.was?.elapsed_minutes ?? ''}`} />}
    </section>
  );
}

function readingText(say: Say, nameOf: (list: 'zones', code: string) => string, reading: PeriodAdjustment['was']): string {
  if (reading === null) return say('period.not_there');
  const parts = [say.code('verdict', reading.verdict), reading.zone === null ? null : nameOf('zones', reading.zone), reading.elapsed_minutes === null ? null : minutesText(say, reading.elapsed_minutes)];
  return parts.filter((part) => part !== null).join(' · ');
}
