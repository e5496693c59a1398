/** The promise report as bars: of all readings that have an outcome, how many were kept, excused, unproven, late. */

import { StackedBars, type Part } from '../../ui/stacked_bars.tsx';
import type { PromiseLine } from '../../wire/view/views.ts';
import { useChoices } from '../choices.ts';
import { useSay } from '../words.ts';
import { lineKey, shareText } from './promise_table.tsx';

export function PromiseBars({ lines, apart }: { lines: readonly PromiseLine[]; apart: boolean }) {
  const say = useSay();
  const choices = useChoices();
  const parts: Part[] = [
    { name: 'kept', words: say('verdict.kept'), pattern: 'solid', colour: 'var(--chart-good)' },
    { name: 'excused', words: say('verdict.excused'), pattern: 'dots', colour: 'var(--chart-excused)' },
    { name: 'unproven', words: say('verdict.unproven'), pattern: 'lines', colour: 'var(--chart-unknown)' },
    { name: 'late', words: say('report.late_or_overdue'), pattern: 'hatch', colour: 'var(--chart-bad)' },
  ];
  const bars = lines
    .filter((it) => it.kept + it.excused + it.unproven + it.late + it.overdue > 0)
    .map((it) => ({
      key: lineKey(it),
      label: [it.words, it.customer_class !== null ? choices.name('customer_classes', it.customer_class) : it.zone === null ? say('all_zones') : choices.name('zones', it.zone), it.period].filter((part) => part !== null).join(' · '),
      values: { kept: it.kept, excused: it.excused, unproven: it.unproven, late: it.late + it.overdue },
      words: say('report.bar', { share: shareText(apart ? it.kept_share_without_excused : it.kept_share), kept: it.kept, excused: it.excused, unproven: it.unproven, late: it.late + it.overdue }),
    }));
  if (bars.length === 0) return null;
  return <StackedBars title={say('report.bars')} parts={parts} bars={bars} />;
}
