/** Dates of duties as a table: by when, what, for whom, whose, how it stands, and the button to record that it was done. */

import { CalendarOutlined, CheckCircleFilled, ClockCircleOutlined, CloseSquareFilled, QuestionCircleOutlined, WarningFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Mark, type Hue } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { DueItem, DueState } from '../../wire/view/duty_views.ts';
import { useMe } from '../session.tsx';
import { useRoleName } from '../role_name.ts';
import { useSay, type Say } from '../words.ts';
import { FinishDialog } from './finish_dialog.tsx';

const looks: Readonly<Record<DueState, readonly [Hue, ReactNode]>> = {
  coming: ['grey', <CalendarOutlined key="i" />], open: ['blue', <ClockCircleOutlined key="i" />], missed: ['red', <CloseSquareFilled key="i" />],
  done: ['green', <CheckCircleFilled key="i" />], done_late: ['amber', <WarningFilled key="i" />], unreadable: ['amber', <QuestionCircleOutlined key="i" />],
};

export function DueMark({ state }: { state: DueState }) {
  const say = useSay();
  const [hue, icon] = looks[state];
  return <Mark hue={hue} icon={icon}>{say(`due_state.${state}`)}</Mark>;
}

export const dueKey = (it: DueItem) => `${it.subject_kind} ${it.subject_id} ${it.duty} ${it.occurrence}`;

type Props = { caption: string; items: readonly DueItem[]; withSubject: boolean };

export function DueTable({ caption, items, withSubject }: Props) {
  const say = useSay();
  const me = useMe();
  const [chosen, setChosen] = useState<DueItem | null>(null);
  const [done, setDone] = useState('');
  const roleName = useRoleName();
  const columns: Column<DueItem>[] = [
    { name: 'due', words: say('due.by'), isHeading: true, render: (it) => <span className="unbroken">{momentText(it.due_at, me.time_zone)}</span> },
    { name: 'duty', words: say('due.duty'), render: (it) => it.words },
    ...(withSubject
      ? [{
          name: 'subject', words: say('due.subject'),
          render: (it: DueItem) => <Link to="/due/$subject_kind/$subject_id" params={{ subject_kind: it.subject_kind, subject_id: it.subject_id }}>{say(`due.subject_kind.${it.subject_kind}`)} · {it.subject}</Link>,
        }]
      : []),
    { name: 'in_charge', words: say('due.in_charge'), render: (it) => it.in_charge_name ?? it.in_charge ?? say('due.role_of', { roles: it.roles.map(roleName).join(say('list_comma')) }) },
    { name: 'state', words: say('due.state'), render: (it) => <Standing item={it} /> },
    {
      name: 'finish', words: say('due.finish'),
      render: (it) => it.state === 'open' || it.state === 'missed' ? <Button size="small" onClick={() => { setDone(''); setChosen(it); }} aria-label={say('due.finish_one', { duty: it.words, subject: it.subject })}>{say('due.finish')}</Button> : null,
    },
  ];
  return (
    <>
      <PlainTable caption={caption} columns={columns} rows={items} keyOf={dueKey} />
      <p role="status" className="done-line">{done}</p>
      {chosen !== null && <FinishDialog item={chosen} leave={(isDone) => { setChosen(null); if (isDone) setDone(doneText(say, chosen)); }} />}
    </>
  );
}

function doneText(say: Say, item: DueItem): string {
  return say('due.finished', { duty: item.words });
}

function Standing({ item }: { item: DueItem }) {
  const say = useSay();
  const me = useMe();
  return (
    <>
      <DueMark state={item.state} />
      {item.done_at !== null && <span className="second-line">{say('due.done_on', { time: momentText(item.done_at, me.time_zone), name: item.done_by_name ?? item.done_by ?? '' })}</span>}
      {item.unreadable !== null && <span className="second-line">{item.unreadable}</span>}
    </>
  );
}
