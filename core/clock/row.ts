/** One row of a target table, compiled: when it holds and what it promises. */

import { ConditionError } from '../base/condition.ts';
import type { Millis } from '../base/time.ts';
import type { CompiledRow, CompiledTarget } from './compiled.ts';
import { type Duration, needsCalendar, parseDuration } from '../base/duration.ts';
import { compileTest, type Test } from './item.ts';
import { listOf, type Problem } from './problem.ts';
import type { PromiseShape, TargetRow } from './promise.ts';

export function compileRow(row: TargetRow, index: number, shape: PromiseShape, path: string, problems: Problem[]): CompiledRow {
  const { target, text } = targetOf(row, path, problems);
  const duration = target.kind === 'within' ? target.duration : null;
  if (duration !== null && needsCalendar(duration) && shape.calendar === 'elapsed') {
    problems.push({ path, message: `${text} needs a calendar` });
  }
  if (duration?.unit === 'working_days' && duration.days === 0) {
    problems.push({ path, message: 'no working days: say end_of: day, or 0 minutes' });
  }
  return {
    index,
    test: testOf(row, shape.subject, path, problems),
    source: row.source === undefined ? null : listOf(row.source),
    target,
    text,
  };
}

function targetOf(row: TargetRow, path: string, problems: Problem[]): { target: CompiledTarget; text: string } {
  if ('within' in row) return { target: { kind: 'within', duration: durationOf(row.within) }, text: row.within };
  if ('every' in row) return { target: { kind: 'within', duration: durationOf(row.every) }, text: row.every };
  if ('before' in row) {
    const by = durationOf(row.before.by);
    if (needsCalendar(by)) problems.push({ path, message: 'working time is not counted backwards; use elapsed time or months' });
    return { target: { kind: 'before', moment: row.before.moment, by }, text: `${row.before.by} before ${row.before.moment}` };
  }
  if ('window' in row) {
    const { moment, earliest, latest } = row.window;
    const earliestMs = offsetOf(earliest, path, problems);
    const latestMs = offsetOf(latest, path, problems);
    if (earliestMs > latestMs) problems.push({ path, message: 'the window closes before it opens' });
    return { target: { kind: 'window', moment, earliestMs, latestMs }, text: `${earliest} to ${latest} ${moment}` };
  }
  if ('end_of' in row) return { target: { kind: 'end_of_day' }, text: 'end of the day' };
  if ('dates' in row) return { target: { kind: 'dates', dates: row.dates }, text: row.dates.join(', ') };
  if ('deadline_of' in row) return { target: { kind: 'deadline_of', promise: row.deadline_of }, text: `deadline of ${row.deadline_of}` };
  if ('agreed' in row) {
    if ('minutes_in' in row.agreed) {
      return { target: { kind: 'agreed_minutes', field: row.agreed.minutes_in }, text: `as agreed in ${row.agreed.minutes_in}` };
    }
    return { target: { kind: 'agreed_moment', field: row.agreed.moment_in }, text: `as agreed in ${row.agreed.moment_in}` };
  }
  return { target: { kind: 'no_promise' }, text: 'no promise' };
}

function testOf(row: TargetRow, subject: string, path: string, problems: Problem[]): Test {
  try {
    return compileTest(row, subject);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    problems.push({ path: `${path}.when`, message: error.message });
    return { where: null, when: null };
  }
}

// The shape has already matched the pattern, so a length that cannot be read is a bug of ours.
function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`not a length of time: ${text}`);
  return duration;
}

function offsetOf(text: string, path: string, problems: Problem[]): Millis {
  const isBefore = text.endsWith(' before');
  const duration = durationOf(text.replace(/ (before|after)$/, ''));
  if (duration.unit !== 'elapsed') {
    problems.push({ path, message: `${text}: a window is cut in elapsed time` });
    return 0;
  }
  return isBefore ? -duration.ms : duration.ms;
}
