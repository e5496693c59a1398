/** The promise report as a table for people. */

import type { z } from 'zod';
import type { operations } from '../../wire/contract.ts';
import type { PromiseLine } from '../../wire/view/views.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import type { ExportedTable } from './case_export.ts';
import type { Cell } from './export_cells.ts';
import { activePack } from './me.ts';
import { scopeOf } from './permit.ts';
import { reportPromises } from './promise_report.ts';

export async function exportPromises(asking: Asking, asked: z.output<(typeof operations)['report.promises']['query']>): Promise<ExportedTable> {
  scopeOf(asking.actor, 'report.promises_export');
  const { items } = await reportPromises(asking, asked);
  const { pack } = await ask(asking, (client) => activePack(client, asking));
  const zones = new Map(pack.zones.map((zone) => [zone.code, zone.words[asking.lang] ?? zone.code]));
  const classes = new Map(pack.customer_classes.map((each) => [each.code, each.words[asking.lang] ?? each.code]));
  const named = (names: ReadonlyMap<string, string>, code: string | null) => (code === null ? null : (names.get(code) ?? code));
  const rows = items.map((line) => columns.map(({ of }) => of({ ...line, zone: named(zones, line.zone), customer_class: named(classes, line.customer_class) })));
  async function* pages() {
    yield rows;
  }
  return { titles: columns.map((column) => column.title[asking.lang]), pages: pages() };
}

type Column = { readonly title: Readonly<Record<Lang, string>>; readonly of: (line: PromiseLine) => Cell };
const column = (en: string, zh: string, of: Column['of']): Column => ({ title: { en, 'zh-CN': zh }, of });

const columns: readonly Column[] = [
  column('Promise', '承诺', (line) => line.words),
  column('Zone', '区域', (line) => line.zone),
  column('Customer class', '客户类别', (line) => line.customer_class),
  column('Period', '时段', (line) => line.period),
  column('Target (minutes)', '时限（分钟）', (line) => line.target_minutes),
  column('Readings', '次数', (line) => line.readings),
  column('Kept', '按时', (line) => line.kept),
  column('Late', '超时', (line) => line.late),
  column('Excused', '免责', (line) => line.excused),
  column('Cancelled', '已取消', (line) => line.cancelled),
  column('Unproven', '无法证实', (line) => line.unproven),
  column('Running', '计时中', (line) => line.running),
  column('Overdue', '已超时，未完成', (line) => line.overdue),
  column('No promise', '无承诺', (line) => line.no_promise),
  column('Kept share', '按时率', (line) => line.kept_share),
  column('Kept share without excused', '按时率（不含免责）', (line) => line.kept_share_without_excused),
  column('Mean (minutes)', '平均（分钟）', (line) => line.mean_minutes),
  column('Mean without excused (minutes)', '平均（不含免责，分钟）', (line) => line.mean_minutes_without_excused),
  column('Provisional', '未定', (line) => (line.provisional ? 1 : 0)),
];
