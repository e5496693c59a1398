/** The promise report as a table: every count a link to the cases behind it. */

import { Link } from '@tanstack/react-router';
import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Mark } from '../../ui/mark.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { PromiseLine, Verdict } from '../../wire/view/views.ts';
import { useChoices } from '../choices.ts';
import { useSay, type Say } from '../words.ts';
import { behind, type Asked } from './behind.ts';

export function PromiseTable({ lines, asked, apart }: { lines: readonly PromiseLine[]; asked: Asked; apart: boolean }) {
  const say = useSay();
  const choices = useChoices();
  const figure = (line: PromiseLine, verdict: Verdict | null) => {
    const count = verdict === null ? line.readings : line[verdict];
    return count === 0 ? <span className="quiet">0</span> : <Link to="/cases" search={behind(line, verdict, asked)}>{count}</Link>;
  };
  const count = (verdict: Verdict): Column<PromiseLine> => ({ name: verdict, words: say(`verdict.${verdict}`), align: 'end', render: (line) => figure(line, verdict) });
  // The columns add up to all readings; without a single one that promises nothing, its column says nothing.
  const verdicts = (['kept', 'late', 'excused', 'unproven', 'overdue', 'running', 'cancelled', 'no_promise'] as const).filter((it) => it !== 'no_promise' || lines.some((line) => line.no_promise > 0));
  const hasPeriods = lines.some((it) => it.period !== null);
  const columns: Column<PromiseLine>[] = [
    { name: 'clock', words: say('promise'), isHeading: true, render: (line) => line.words },
    asked.group === 'zone'
      ? { name: 'zone', words: say('field.zone'), render: (line) => (line.zone === null ? say('all_zones') : choices.name('zones', line.zone)) }
      : { name: 'customer_class', words: say('field.customer_class'), render: (line) => (line.customer_class === null ? '—' : choices.name('customer_classes', line.customer_class)) },
    ...(hasPeriods ? [{ name: 'period', words: say('period'), render: (line: PromiseLine) => line.period ?? '—' }] : []),
    { name: 'mean', words: say('report.mean'), align: 'end', render: (line) => <Mean line={line} apart={apart} /> },
    { name: 'kept_share', words: say('report.kept_share'), align: 'end', render: (line) => shareText(apart ? line.kept_share_without_excused : line.kept_share) },
    { name: 'readings', words: say('report.readings'), align: 'end', render: (line) => figure(line, null) },
    ...verdicts.map(count),
  ];
  return <PlainTable caption={say('place.promises')} columns={columns} rows={lines} keyOf={lineKey} />;
}

export function lineKey(line: PromiseLine): string {
  return `${line.clock} ${line.zone ?? line.customer_class ?? ''} ${line.period ?? ''}`;
}

export function shareText(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 1000) / 10} %`;
}

/** The mean beside its target; the promise over many is kept when the mean is at most the target. */
function Mean({ line, apart }: { line: PromiseLine; apart: boolean }) {
  const say = useSay();
  const mean = apart ? line.mean_minutes_without_excused : line.mean_minutes;
  if (mean === null) return <span className="quiet">—</span>;
  const [hue, icon, words] = meanLook(say, line.target_minutes === null ? null : mean <= line.target_minutes);
  return (
    <>
      {minutesText(say, mean)} {line.target_minutes !== null && <span className="quiet">/ {minutesText(say, line.target_minutes)}</span>}
      {line.judged !== 'each' && <Mark hue={hue} icon={icon}>{words}</Mark>}
      {line.provisional && <span className="second-line">{say('report.provisional')}</span>}
    </>
  );
}

function meanLook(say: Say, kept: boolean | null) {
  if (kept === null) return ['grey', <MinusCircleOutlined key="i" />, say('verdict.no_promise')] as const;
  return kept ? (['green', <CheckCircleFilled key="i" />, say('verdict.kept')] as const) : (['red', <CloseCircleFilled key="i" />, say('report.mean_over')] as const);
}

function minutesText(say: Say, minutes: number): string {
  return say('minutes', { count: Math.round(minutes * 10) / 10 });
}
