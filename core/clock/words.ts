/** The explanation in words. One row per step, one column per language: another language is another column. */

import type { Instant } from '../base/time.ts';
import { wallOf } from '../calendar/wall.ts';
import type { Reading, Step, StepValue } from './reading.ts';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];
type Row = Readonly<Record<Language, string>>;

/** Sentences by step; {names} are filled from the step's params. */
const sentences: Readonly<Record<string, Row>> = {
  promise: {
    en: 'Promised: {words} ({promise}) for {subject}. Rows: {source}.',
    'zh-CN': '承诺：{words}（{promise}），对象 {subject}。依据：{source}。',
  },
  pack: {
    en: 'Judged under pack {pack} version {version}, active when the start was received at {at} ({hash}).',
    'zh-CN': '按规则包 {pack} 第 {version} 版判断：收到起点时（{at}）该版生效（{hash}）。',
  },
  started: {
    en: 'Started {at} by {kind} ({fact}), the first start of round {round}.',
    'zh-CN': '{at} 由 {kind}（{fact}）起算，为第 {round} 轮的首个起点。',
  },
  started_again: {
    en: 'Starts anew at {at} by {kind} ({fact}), in round {round}.',
    'zh-CN': '{at} 由 {kind}（{fact}）重新起算，第 {round} 轮。',
  },
  started_by_deadline: { en: 'Started {at}, when the deadline of {promise} passed.', 'zh-CN': '{at} 起算：{promise} 的时限已过。' },
  occurrence: { en: 'Occurrence {occurrence} of its kind.', 'zh-CN': '第 {occurrence} 次。' },
  restarted: { en: 'Restarted at {at} ({fact}); before, it ran from {from}.', 'zh-CN': '{at}（{fact}）重新起算，原起点为 {from}。' },
  start_ignored: {
    en: 'Another start, {kind} at {at} ({fact}), is noted and ignored: {reason}.',
    'zh-CN': '另一起点 {kind} {at}（{fact}）已记录，不采用：{reason}。',
  },
  fact_ignored: { en: '{kind} at {at} ({fact}) does not count: {reason}.', 'zh-CN': '{kind} {at}（{fact}）不计：{reason}。' },
  pack_taken_over: { en: 'Taken over at {at} from pack version {was} to {pack}.', 'zh-CN': '{at} 由规则包版本 {was} 转入 {pack}。' },
  takeover_missed: {
    en: 'The take-over at {at} to {pack} has no such promise; it stays under {was}.',
    'zh-CN': '{at} 转入 {pack}，其中没有此项承诺，仍按 {was}。',
  },
  corrected: {
    en: '{kind} ({fact}) counts as corrected, revision {revision}, at {at}. {reason}',
    'zh-CN': '{kind}（{fact}）按第 {revision} 次更正计，时间 {at}。{reason}',
  },
  withdrawn: { en: '{kind} of {at} ({fact}) was withdrawn.', 'zh-CN': '{at} 的 {kind}（{fact}）已撤回。' },
  correction_without_fact: {
    en: 'A correction ({fact}) names {target}, which is not known here.',
    'zh-CN': '更正（{fact}）所指的 {target} 尚不存在。',
  },
  disputed: {
    en: '{kind} ({fact}) is disputed ({reasons}) and judged by when we heard of it, {at}.',
    'zh-CN': '{kind}（{fact}）存疑（{reasons}），按收到时间 {at} 判断。',
  },
  target: { en: 'Target row {row}: {target}. Rows: {source}.', 'zh-CN': '目标第 {row} 行：{target}。依据：{source}。' },
  no_row: { en: 'None of the {rows} target rows holds: nothing is promised.', 'zh-CN': '{rows} 行目标均不适用：无承诺。' },
  no_promise: { en: 'Target row {row} promises nothing. Rows: {source}.', 'zh-CN': '目标第 {row} 行：不作承诺。依据：{source}。' },
  other: { en: 'It takes the deadline of {promise}, which is {verdict}.', 'zh-CN': '取 {promise} 的时限，其状态：{verdict}。' },
  other_missing: {
    en: 'It hangs on {promise}, which has no clock here: nothing is promised.',
    'zh-CN': '取决于 {promise}，此处没有该时限：无承诺。',
  },
  calendar: { en: 'Counted on calendar {calendar} ({time_zone}):', 'zh-CN': '按日历 {calendar}（{time_zone}）计：' },
  slice: { en: '{from} to {until}: {length_ms}.', 'zh-CN': '{from} 至 {until}：{length_ms}。' },
  slices_more: { en: 'and {count} more.', 'zh-CN': '另有 {count} 段。' },
  pause: { en: 'Paused from {from} to {until}. {reasons}', 'zh-CN': '{from} 至 {until} 暂停。{reasons}' },
  pause_open: { en: 'Paused since {from}, up to {until} so far. {reasons}', 'zh-CN': '自 {from} 暂停，至 {until} 未恢复。{reasons}' },
  pause_too_late: {
    en: 'The pause from {from} to {until} began after the deadline and cures nothing.',
    'zh-CN': '{from} 至 {until} 的暂停始于时限之后，不起作用。',
  },
  no_deadline_while_paused: { en: 'While it is paused there is no deadline.', 'zh-CN': '暂停期间没有时限。' },
  window: { en: 'The window opens {at}.', 'zh-CN': '时间窗 {at} 开始。' },
  deadline: { en: 'Due {at}.', 'zh-CN': '时限：{at}。' },
  stopped: { en: 'Stopped {at} by {kind} ({fact}).', 'zh-CN': '{at} 由 {kind}（{fact}）止算。' },
  early: { en: 'That is before the window opened at {at}: kept, and early.', 'zh-CN': '早于时间窗开始 {at}：算作兑现，偏早。' },
  cancelled: { en: 'Cancelled {at} by {kind} ({fact}).', 'zh-CN': '{at} 由 {kind}（{fact}）取消。' },
  closed: { en: 'Closed {at} ({fact}), and no stop was ever recorded.', 'zh-CN': '{at}（{fact}）结案，始终没有止算记录。' },
  released: {
    en: '{promise} was met or called off in time at {at}: nothing is owed any more.',
    'zh-CN': '{promise} 已于 {at} 按时兑现或取消：不再欠此项。',
  },
  open: { en: 'Nothing has stopped it yet.', 'zh-CN': '尚未止算。' },
  excused: {
    en: 'Excused by {kind} ({event}); the customer was told at {at} ({fact}).',
    'zh-CN': '因 {kind}（{event}）免责；已于 {at} 告知客户（{fact}）。',
  },
  excuse_missed: { en: 'Not excused: {reason}.', 'zh-CN': '不予免责：{reason}。' },
  provisional: { en: 'Provisional: {what}.', 'zh-CN': '暂定：{what}。' },
  error: { en: 'No answer: {error} ({detail}).', 'zh-CN': '无法判断：{error}（{detail}）。' },
  verdict: { en: 'Verdict: {verdict}, {margin_ms}.', 'zh-CN': '结论：{verdict}，{margin_ms}。' },
};

/** Words of the codes that stand inside sentences. */
const codes: Readonly<Record<string, Row>> = {
  still_open: { en: 'the clock was still open', 'zh-CN': '计时尚未结束' },
  once_per_round: { en: 'this round has had its clock', 'zh-CN': '本轮已有计时' },
  condition: { en: 'its condition does not hold', 'zh-CN': '条件不成立' },
  before_start: { en: 'it lies before the start', 'zh-CN': '早于起点' },
  after_stop: { en: 'the clock had stopped', 'zh-CN': '计时已止' },
  after_cancel: { en: 'the clock was cancelled', 'zh-CN': '计时已取消' },
  other_round: { en: 'it belongs to another round', 'zh-CN': '属于另一轮' },
  not_yet: { en: 'it had not happened yet', 'zh-CN': '尚未发生' },
  no_access: { en: 'finding no access is not an arrival', 'zh-CN': '无法进入不算到达' },
  reason_does_not_pause: { en: 'its reason does not pause', 'zh-CN': '该原因不暂停计时' },
  no_event: { en: 'no declared event covers the place and time', 'zh-CN': '没有覆盖该地该时的事件' },
  not_told: { en: 'the customer was not told by the deadline', 'zh-CN': '时限前未告知客户' },
  ahead_of_clock: { en: 'ahead of our clock', 'zh-CN': '晚于我方时钟' },
  too_old: { en: 'older than allowed', 'zh-CN': '超出允许的追溯期' },
  before_assignment: { en: 'before the assignment', 'zh-CN': '早于派工' },
  event_open: { en: 'the event has not ended yet', 'zh-CN': '事件尚未结束' },
  running: { en: 'running', 'zh-CN': '计时中' },
  overdue: { en: 'overdue', 'zh-CN': '已超时未完成' },
  kept: { en: 'kept', 'zh-CN': '兑现' },
  late: { en: 'late', 'zh-CN': '超时' },
  unproven: { en: 'unproven', 'zh-CN': '无记录可证' },
  calendar_gap: { en: 'the calendar has no data for that year', 'zh-CN': '日历没有该年数据' },
  value_missing: { en: 'no fact carries the agreed value', 'zh-CN': '没有记录约定值' },
  value_unreadable: { en: 'the agreed value cannot be read', 'zh-CN': '约定值无法读取' },
  condition_failed: { en: 'a condition could not be evaluated', 'zh-CN': '条件无法计算' },
  no_date_left: { en: 'no listed date is left', 'zh-CN': '所列日期均已过' },
  time_unreadable: { en: 'a time or zone could not be read', 'zh-CN': '时间或时区无法读取' },
  other_unknown: { en: 'the promise it hangs on could not be read', 'zh-CN': '所依据的承诺无法判断' },
};

// Verdicts that are also codes of steps keep their words here, so that the tables above stay flat.
const verdicts: Readonly<Record<string, Row>> = {
  no_promise: { en: 'no promise', 'zh-CN': '无承诺' },
  excused: { en: 'excused', 'zh-CN': '免责' },
  cancelled: { en: 'cancelled', 'zh-CN': '已取消' },
};

const promises: Readonly<Record<string, Row>> = {
  'no promise': { en: 'no promise', 'zh-CN': '无承诺' },
  'end of the day': { en: 'end of the day', 'zh-CN': '当日之内' },
};

const units: Readonly<Record<string, string>> = {
  second: '秒',
  minute: '分钟',
  hour: '小时',
  day: '天',
  week: '周',
  month: '个月',
  year: '年',
  'working minute': '分钟工作时间',
  'working hour': '小时工作时间',
  'working day': '个工作日',
};

/** An explanation as sentences, with moments as wall times of the subject's place. */
export function wordsOfSteps(steps: readonly Step[], language: Language): string[] {
  const zone = steps.find((step) => step.code === 'promise')?.params['time_zone'];
  return steps.map((step) => sentenceOf(step, language, typeof zone === 'string' ? zone : 'UTC'));
}

/** What was promised, as a length or a moment in words. */
export function wordsOfTarget(reading: Pick<Reading, 'target_words'>, language: Language): string {
  return promiseWords(reading.target_words, language);
}

/** One step as a sentence, with moments as wall times of the place. */
export function sentenceOf(step: Step, language: Language, timeZone: string): string {
  const row = sentences[step.code];
  if (row === undefined) return step.code;
  return row[language].replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name, step.params[name] ?? null, language, timeZone)).trim();
}

/** Steps that have words; a test holds this against the steps that exist. */
export function isWorded(code: string): boolean {
  return code in sentences;
}

function valueOf(name: string, value: StepValue, language: Language, timeZone: string): string {
  if (name === 'margin_ms') return marginWords(value as number | null, language);
  if (name.endsWith('_ms')) return lengthWords(Number(value), language);
  if ((name === 'at' || name === 'from' || name === 'until') && typeof value === 'number') return wallWords(value as Instant, timeZone);
  if (name === 'target') return promiseWords(String(value), language);
  if (name === 'words') return (value as Record<string, string>)[language] ?? '';
  if (Array.isArray(value)) return value.length === 0 ? '' : value.map((each) => codeWords(each, language)).join(', ');
  return codeWords(value === null ? '' : String(value), language);
}

function codeWords(code: string, language: Language): string {
  return (codes[code] ?? verdicts[code])?.[language] ?? code;
}

function wallWords(at: Instant, timeZone: string): string {
  const wall = wallOf(at, timeZone);
  const seconds = wall.second === 0 && wall.millisecond === 0 ? 'minute' : wall.millisecond === 0 ? 'second' : 'millisecond';
  return wall.toString({ smallestUnit: seconds }).replace('T', ' ');
}

function marginWords(margin: number | null, language: Language): string {
  if (margin === null) return language === 'en' ? 'no margin' : '无余量';
  const length = lengthWords(Math.abs(margin), language);
  if (language === 'en') return margin < 0 ? `${length} over` : `${length} to spare`;
  return margin < 0 ? `超出 ${length}` : `余 ${length}`;
}

/** An exact length: 1 h 5 min 0.001 s. */
export function lengthWords(ms: number, language: Language): string {
  const [hour, minute, second] = language === 'en' ? [' h', ' min', ' s'] : [' 小时', ' 分', ' 秒'];
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1_000;
  const parts = [hours > 0 ? `${hours}${hour}` : '', minutes > 0 ? `${minutes}${minute}` : '', seconds > 0 ? `${seconds}${second}` : ''];
  return parts.filter((part) => part !== '').join(' ') || `0${minute}`;
}

/** A promised length as the pack writes it, in words of the language. */
export function promiseWords(text: string, language: Language): string {
  const whole = promises[text];
  if (whole !== undefined) return whole[language];
  if (language === 'en') return text;
  return text.replace(/(\d+) (working \w+?|second|minute|hour|day|week|month|year)s?\b/g, (found, count: string, unit: string) => {
    const word = units[unit];
    return word === undefined ? found : `${count} ${word}`;
  });
}
