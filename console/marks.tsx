/** The states of the trade as marks: each with a colour, an icon of its own shape, and its words. */

import {
  CarOutlined, CheckCircleFilled, CheckOutlined, ClockCircleOutlined, CloseCircleFilled, EnvironmentOutlined, ExclamationCircleOutlined, FileDoneOutlined, HourglassOutlined,
  InboxOutlined, LogoutOutlined, MinusCircleOutlined, PauseCircleOutlined, QuestionCircleOutlined, SafetyOutlined, StopOutlined, ToolOutlined, UserAddOutlined, WarningFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Mark, type Hue } from '../ui/mark.tsx';
import type { Verdict } from '../wire/view/views.ts';
import { useSay } from './words.ts';

const verdicts: Record<Verdict, [Hue, ReactNode]> = {
  running: ['blue', <ClockCircleOutlined key="i" />],
  overdue: ['red', <WarningFilled key="i" />],
  kept: ['green', <CheckCircleFilled key="i" />],
  late: ['red', <CloseCircleFilled key="i" />],
  excused: ['purple', <SafetyOutlined key="i" />],
  cancelled: ['grey', <StopOutlined key="i" />],
  unproven: ['amber', <QuestionCircleOutlined key="i" />],
  no_promise: ['grey', <MinusCircleOutlined key="i" />],
};

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const say = useSay();
  const [hue, icon] = verdicts[verdict];
  return <Mark hue={hue} icon={icon}>{say(`verdict.${verdict}`)}</Mark>;
}

const states: Record<string, [Hue, ReactNode]> = {
  reported: ['amber', <InboxOutlined key="i" />],
  waiting: ['amber', <PauseCircleOutlined key="i" />],
  assigned: ['blue', <UserAddOutlined key="i" />],
  declined: ['red', <CloseCircleFilled key="i" />],
  accepted: ['blue', <CheckOutlined key="i" />],
  on_the_way: ['blue', <CarOutlined key="i" />],
  departed: ['blue', <CarOutlined key="i" />],
  on_site: ['purple', <EnvironmentOutlined key="i" />],
  no_access: ['red', <ExclamationCircleOutlined key="i" />],
  repaired: ['green', <ToolOutlined key="i" />],
  report_done: ['green', <FileDoneOutlined key="i" />],
  reported_done: ['green', <FileDoneOutlined key="i" />],
  signed: ['green', <FileDoneOutlined key="i" />],
  left: ['green', <LogoutOutlined key="i" />],
  resolved: ['green', <CheckCircleFilled key="i" />],
  closed: ['grey', <CheckCircleFilled key="i" />],
  cancelled: ['grey', <StopOutlined key="i" />],
  withdrawn: ['grey', <StopOutlined key="i" />],
};

/** `group` is `state` for a case and `phase` for a visit: a visit that is `reported` has its report written. */
export function StateMark({ state, group = 'state' }: { state: string; group?: 'state' | 'phase' }) {
  const say = useSay();
  const [hue, icon] = states[group === 'phase' && state === 'reported' ? 'reported_done' : state] ?? ['grey', <HourglassOutlined key="i" />];
  return <Mark hue={hue} icon={icon}>{say.code(group, state)}</Mark>;
}

export function DisputedMark({ reasons }: { reasons: readonly string[] }) {
  const say = useSay();
  return <Mark hue="amber" icon={<ExclamationCircleOutlined />}>{say('disputed', { why: reasons.map((it) => say.code('dispute', it)).join(say('list_comma')) })}</Mark>;
}
