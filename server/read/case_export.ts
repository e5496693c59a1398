/** The cases of a filter as a table for people: all of them, page by page, in the words and the time of the organisation. */

import { parseInstant } from '../../core/base/time.ts';
import { wallOf } from '../../core/calendar/wall.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { enCodes } from '../../wire/words/en_codes.ts';
import { zhCnCodes } from '../../wire/words/zh_cn_codes.ts';
import { ask, type Asking, type Lang } from './asking.ts';
import type { CaseFilter } from './case_filter.ts';
import { listCases } from './case_list.ts';
import type { Cell, TableRows } from './export_cells.ts';
import { activePack } from './me.ts';

/** Each page is a short transaction of its own: whoever reads slowly holds nothing of the database meanwhile. */
const pageRows = 1_000;

export type ExportedTable = { readonly titles: readonly string[]; readonly pages: TableRows };

/** By report time, which does not move while somebody reads: what is there from beginning to end is in it once. */
export async function exportCases(asking: Asking, asked: CaseFilter): Promise<ExportedTable> {
  const words = await wordsFor(asking);
  const page = (cursor?: string) => listCases(asking, { ...asked, sort: 'reported', limit: pageRows, cursor }, 'case.export');
  // Read before anything is sent, so that a no is still answered as one.
  const first = await page();
  async function* pages() {
    for (let here = first; ; here = await page(here.next_cursor)) {
      yield here.items.map((row) => columns.map(({ of }) => of(row, words)));
      if (here.next_cursor === null) return;
    }
  }
  return { titles: columns.map((column) => column.title[asking.lang]), pages: pages() };
}

type Words = { readonly timeZone: string; readonly say: (group: string, code: string | null) => string | null };

async function wordsFor(asking: Asking): Promise<Words> {
  const { pack } = await ask(asking, (client) => activePack(client, asking));
  const { lang } = asking;
  const listed = new Map<string, string>();
  for (const [group, list] of Object.entries({ zone: pack.zones, matter: pack.matters, category: pack.categories, channel: pack.channels })) {
    for (const { code, words } of list) listed.set(`${group}.${code}`, words[lang] ?? code);
  }
  for (const [code, promise] of Object.entries(pack.promises)) listed.set(`clock.${code}`, promise.words[lang] ?? code);
  const ours: Readonly<Record<string, string>> = lang === 'en' ? enCodes : zhCnCodes;
  return { timeZone: pack.time_zone, say: (group, code) => (code === null ? null : (listed.get(`${group}.${code}`) ?? ours[`${group}.${code}`] ?? code)) };
}

type Column = { readonly title: Readonly<Record<Lang, string>>; readonly of: (row: CaseRow, words: Words) => Cell };

const column = (en: string, zh: string, of: Column['of']): Column => ({ title: { en, 'zh-CN': zh }, of });
/** Moments as the clock on the wall shows them there. */
const at = (written: string | null, { timeZone }: Words) => (written === null ? null : wallOf(parseInstant(written)!, timeZone).toString({ smallestUnit: 'second' }).replace('T', ' '));

const columns: readonly Column[] = [
  column('Number', '服务单号', (row) => row.number),
  column('State', '状态', (row, { say }) => say('state', row.state)),
  column('Matter', '事项', (row, { say }) => say('matter', row.matter)),
  column('Category', '类别', (row, { say }) => say('category', row.category)),
  column('Channel', '受理渠道', (row, { say }) => say('channel', row.channel)),
  column('Zone', '区域', (row, { say }) => say('zone', row.zone)),
  column('Area', '地名', (row) => row.area),
  column('Caller', '姓名', (row) => row.caller_name),
  column('Phone', '电话', (row) => row.phone),
  column('Address', '地址', (row) => row.address),
  column('Description', '故障现象', (row) => row.description),
  column('Engineer', '服务工程师', (row) => row.engineer_name ?? row.engineer_id),
  column('Reported', '报修时间', (row, words) => at(row.reported_at, words)),
  column('Appointment', '约定时间', (row, words) => at(row.appointment_at, words)),
  column('Finished', '完成时间', (row, words) => at(row.finished_at, words)),
  column('Next deadline', '下一时限', (row, words) => at(row.next_deadline, words)),
  column('Next promise', '下一承诺', (row, { say }) => say('clock', row.next_clock)),
  column('Promises late', '超时承诺数', (row) => row.late_count),
  column('Disputed records', '存疑记录数', (row) => row.disputed_count),
  column('Imported', '导入', (row) => (row.imported ? 1 : 0)),
];
