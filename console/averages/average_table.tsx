/** How average promises stand in a month, and the open cases that can still bring a mean down. */

import { CheckCircleFilled, CloseCircleFilled, StarFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Mark } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { OutlookLine } from '../../wire/view/period_views.ts';
import { useChoices } from '../choices.ts';
import { useMe } from '../session.tsx';
import { useSay, type Say } from '../words.ts';

export function minutesText(say: Say, minutes: number): string {
  return say('minutes', { count: Math.round(minutes * 10) / 10 });
}

export function AverageTable({ lines }: { lines: readonly OutlookLine[] }) {
  const say = useSay();
  const choices = useChoices();
  const columns: Column<OutlookLine>[] = [
    { name: 'clock', words: say('promise'), isHeading: true, render: (it) => it.words },
    { name: 'zone', words: say('field.zone'), render: (it) => (it.zone === null ? say('all_zones') : choices.name('zones', it.zone)) },
    { name: 'mean', words: say('report.mean'), align: 'end', render: (it) => <MeanSoFar line={it} /> },
    { name: 'readings', words: say('report.readings'), align: 'end', render: (it) => it.readings },
    { name: 'margin', words: say('average.margin'), align: 'end', render: (it) => <Margin minutes={it.margin_minutes} /> },
    { name: 'slack', words: say('average.slack'), align: 'end', render: (it) => <Margin minutes={it.slack_minutes} /> },
    { name: 'forecast', words: say('average.forecast'), align: 'end', render: (it) => <Forecast line={it} /> },
    { name: 'needed', words: say('average.needed'), align: 'end', render: (it) => neededText(say, it.needed_minutes) },
    { name: 'open', words: say('average.open'), align: 'end', render: (it) => it.open_count },
  ];
  return <PlainTable caption={say('average.title')} columns={columns} rows={lines} keyOf={(it) => `${it.clock} ${it.zone ?? ''}`} />;
}

function MeanSoFar({ line }: { line: OutlookLine }) {
  const say = useSay();
  if (line.mean_minutes === null) return <span className="quiet">—</span>;
  return (
    <>
      {minutesText(say, line.mean_minutes)} <span className="quiet">/ {minutesText(say, line.target_minutes)}</span>
      <Kept isKept={line.mean_minutes <= line.target_minutes} />
    </>
  );
}

export function Kept({ isKept }: { isKept: boolean }) {
  const say = useSay();
  return isKept ? <Mark hue="green" icon={<CheckCircleFilled />}>{say('verdict.kept')}</Mark> : <Mark hue="red" icon={<CloseCircleFilled />}>{say('report.mean_over')}</Mark>;
}

function Margin({ minutes }: { minutes: number | null }) {
  const say = useSay();
  if (minutes === null) return <span className="quiet">—</span>;
  return minutes >= 0 ? <>{minutesText(say, minutes)}</> : <><span className="second-line">{say('average.margin_over')}</span> {minutesText(say, -minutes)}</>;
}

function Forecast({ line: { forecast } }: { line: OutlookLine }) {
  const say = useSay();
  if (forecast === null) return <span className="quiet">—</span>;
  return (
    <>
      {minutesText(say, forecast.mean_minutes)} <span className="quiet">{say('average.forecast_of', { count: forecast.readings })}</span>
      <Kept isKept={forecast.kept} />
    </>
  );
}

function neededText(say: Say, minutes: number | null): string {
  if (minutes === null) return '—';
  return minutes < 0 ? say('average.needed_never') : minutesText(say, minutes);
}

type SavingCase = OutlookLine['open'][number] & { readonly promise: string; readonly zone: string | null; readonly key: string };

export function SavingCases({ lines }: { lines: readonly OutlookLine[] }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const saving = lines
    .flatMap((line) => line.open.map((it): SavingCase => ({ ...it, promise: line.words, zone: line.zone, key: `${line.clock} ${it.case_id} ${it.elapsed_minutes}` })))
    .filter((it) => it.helps_for_minutes > 0)
    // Whatever stops helping first comes first.
    .toSorted((a, b) => a.helps_for_minutes - b.helps_for_minutes);
  const columns: Column<SavingCase>[] = [
    { name: 'number', words: say('field.number'), isHeading: true, render: (it) => <Link to="/cases/$case_id" params={{ case_id: it.case_id }}>{it.number}</Link> },
    { name: 'promise', words: say('promise'), render: (it) => it.promise },
    { name: 'zone', words: say('field.zone'), render: (it) => (it.zone === null ? '—' : choices.name('zones', it.zone)) },
    { name: 'elapsed', words: say('average.elapsed'), align: 'end', render: (it) => minutesText(say, it.elapsed_minutes) },
    {
      name: 'until', words: say('average.helps_until'), render: (it) => (
        <>
          {it.helps_until === null ? say('average.helps_for', { minutes: minutesText(say, it.helps_for_minutes) }) : momentText(it.helps_until, me.time_zone)}
          {it.saves_alone && <>{' '}<Mark hue="green" icon={<StarFilled />}>{say('average.alone')}</Mark></>}
        </>
      ),
    },
  ];
  return (
    <section aria-label={say('average.helpers')}>
      <h2>{say('average.helpers')}</h2>
      {saving.length === 0 ? <p className="quiet">{say('average.helpers_none')}</p> : <PlainTable caption={say('average.helpers')} columns={columns} rows={saving} keyOf={(it) => it.key} />}
    </section>
  );
}
