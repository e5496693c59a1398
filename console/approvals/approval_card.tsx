/** One request for an approval: what is asked for, how far it is, and what whoever looks at it can do. */

import { Link } from '@tanstack/react-router';
import { CheckCircleFilled, ClockCircleOutlined, ExclamationCircleFilled, MinusCircleOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Mark, type Hue } from '../../ui/mark.tsx';
import { momentText, shortMoment } from '../../ui/moments.ts';
import type { ApprovalView } from '../../wire/view/approval_views.ts';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { DecideDialog } from './decide_dialog.tsx';
import { RequestDialog } from './request_dialog.tsx';
import { useRoleName } from '../role_name.ts';

type Props = { approval: ApprovalView; withCase?: true; told: (line: string) => void };

export function ApprovalCard({ approval, withCase, told }: Props) {
  const say = useSay();
  const me = useMe();
  const roleName = useRoleName();
  const { words, number, case_id } = approval;
  return (
    <article className="approval" aria-label={words}>
      <p className="title-line">
        <strong>{words}</strong>
        <StateOfApproval state={approval.state} />
        {withCase && <Link to="/cases/$case_id" params={{ case_id }}>{say('case_number', { number })}</Link>}
        {approval.round > 1 && <span className="quiet">{say('approvals.round', { round: approval.round })}</span>}
      </p>
      <p className="quiet">{[say('approvals.asked_line', { name: approval.asked_by_name ?? approval.asked_by, time: shortMoment(approval.asked_at, me.time_zone, serverNow()) }), approval.remarks].filter(Boolean).join(' · ')}</p>
      {approval.fields.length > 0 && <dl className="pairs">{approval.fields.map((it) => <div key={it.field}><dt>{it.words}</dt><dd className="as-written">{it.text}</dd></div>)}</dl>}
      {approval.waits_for !== null && <p>{say('approvals.waits_line', { role: roleName(approval.waits_for) })}{approval.due_at !== null && ` · ${say('approvals.remind_line', { time: shortMoment(approval.due_at, me.time_zone, serverNow()) })}`}</p>}
      <Steps approval={approval} />
      {approval.source.length > 0 && <p className="quiet">{say('approvals.source', { rows: approval.source.join(say('list_comma')) })}</p>}
      <Offered approval={approval} told={told} />
    </article>
  );
}

function Steps({ approval }: { approval: ApprovalView }) {
  const say = useSay();
  const me = useMe();
  const roleName = useRoleName();
  if (approval.steps.length === 0) return null;
  return (
    <ol className="plain" aria-label={say('approvals.steps')}>
      {approval.steps.map((it) => {
        const name = it.by_name ?? it.by;
        const who = name === null ? null : it.instead_of_name === null ? name : say('approvals.instead_of', { name, absent: it.instead_of_name });
        return <li key={it.step}>{[roleName(it.role), say(`approvals.step.${it.state}`), who, it.at && momentText(it.at, me.time_zone), it.remarks].filter(Boolean).join(' · ')}</li>;
      })}
    </ol>
  );
}

function Offered({ approval, told }: Pick<Props, 'approval' | 'told'>) {
  const say = useSay();
  const [chosen, choose] = useState<ApprovalView['can'][number] | null>(null);
  const { can, words, number } = approval;
  if (can.length === 0) return null;
  const leave = (isDone: boolean) => {
    if (isDone && chosen !== null) told(say(`approvals.done.${chosen}`, { words }));
    choose(null);
  };
  return (
    <div className="buttons">
      {can.map((it) => (
        <Button key={it} type={it === 'approve' ? 'primary' : 'default'} danger={it === 'withdraw'} aria-label={say('approvals.do_one', { what: say(`approvals.${it}`), words, number })} onClick={() => choose(it)}>{say(`approvals.${it}`)}</Button>
      ))}
      {chosen === 'ask_again' && <RequestDialog caseId={approval.case_id} before={approval} leave={leave} />}
      {chosen !== null && chosen !== 'ask_again' && <DecideDialog what={chosen} approval={approval} leave={leave} />}
    </div>
  );
}

const states: Record<ApprovalView['state'], [Hue, ReactNode]> = {
  waiting: ['amber', <ClockCircleOutlined key="i" />],
  granted: ['green', <CheckCircleFilled key="i" />],
  returned: ['purple', <RollbackOutlined key="i" />],
  withdrawn: ['grey', <MinusCircleOutlined key="i" />],
  outdated: ['red', <ExclamationCircleFilled key="i" />],
};

function StateOfApproval({ state }: { state: ApprovalView['state'] }) {
  const say = useSay();
  const [hue, icon] = states[state];
  return <Mark hue={hue} icon={icon}>{say(`approval_state.${state}`)}</Mark>;
}
