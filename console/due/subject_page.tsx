/** One subject of duties: what it owes and why, its dates, and who looks after it. */

import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { DutySubject } from '../../wire/view/duty_views.ts';
import { useAsk } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { DueTable } from './due_table.tsx';
import { CareDialog, PlanDialog, type CareAction } from './subject_dialogs.tsx';

type Kind = DutySubject['subject_kind'];

export default function SubjectPage() {
  const say = useSay();
  const { subject_kind, subject_id } = useParams({ from: '/due/$subject_kind/$subject_id' });
  const asked = useAsk('duty.subject', { params: { subject_kind: subject_kind as Kind, subject_id }, query: { lang: say.language } });
  return (
    <>
      <p><Link to="/due">{say('due.back')}</Link></p>
      {asked.error && <><h1>{say('place.due')}</h1><ProblemNotice problem={asked.error.problem} again={() => void asked.refetch()} /></>}
      {asked.isPending && <Loading words={say('loading')} />}
      {asked.data && <Whole subject={asked.data} />}
    </>
  );
}

function Whole({ subject }: { subject: DutySubject }) {
  const say = useSay();
  const me = useMe();
  return (
    <>
      <h1>{say(`due.subject_kind.${subject.subject_kind}`)} · {subject.subject}</h1>
      {subject.subject_kind === 'customer' && <p><Link to="/customers/$customer_id" params={{ customer_id: subject.subject_id }}>{say('customer.title')}</Link></p>}
      {subject.set_aside && <p>{say('due.is_set_aside')}</p>}
      {subject.until !== null && <p>{say('due.ended', { time: momentText(subject.until, me.time_zone) })}</p>}
      <Care subject={subject} />
      <Duties subject={subject} />
      <section aria-label={say('due.items')}>
        <h2>{say('due.items')}</h2>
        {subject.items.length === 0 ? <Empty words={say('due.items_none')} /> : <DueTable caption={say('due.items')} items={subject.items} withSubject={false} />}
      </section>
    </>
  );
}

const named: readonly Kind[] = ['contract', 'project', 'site', 'dealer', 'team'];

function Care({ subject }: { subject: DutySubject }) {
  const say = useSay();
  const may = useMay();
  const [open, setOpen] = useState<CareAction | null>(null);
  const isInCare = subject.until === null && (subject.since !== null || !named.includes(subject.subject_kind));
  const actions: CareAction[] = !isInCare ? [] : [
    ...(may('duty.assign') ? ['assign' as const] : []),
    ...(may('duty.set_aside') ? [subject.set_aside ? ('resume' as const) : ('set_aside' as const)] : []),
    ...(may('duty.give_up') && named.includes(subject.subject_kind) ? ['give_up' as const] : []),
  ];
  return (
    <>
      <p className="buttons">{actions.map((it) => <Button key={it} danger={it === 'give_up'} onClick={() => setOpen(it)}>{say(`due.${it}`)}</Button>)}</p>
      {open !== null && <CareDialog action={open} subject={subject} close={() => setOpen(null)} />}
    </>
  );
}

type Duty = DutySubject['duties'][number];

function Duties({ subject }: { subject: DutySubject }) {
  const say = useSay();
  const may = useMay();
  const [planned, setPlanned] = useState<Duty | null>(null);
  const [done, setDone] = useState('');
  const columns: Column<Duty>[] = [
    { name: 'duty', words: say('due.duty'), isHeading: true, render: (it) => it.words },
    { name: 'every', words: say('due.every'), render: (it) => (it.every === null ? say('due.planned_each') : <code>{it.every}{it.times > 1 ? ` × ${it.times}` : ''}</code>) },
    { name: 'source', words: say('due.source'), render: (it) => it.source.join(' ') },
    {
      name: 'plan', words: say('due.plan'),
      render: (it) => it.every === null && may('duty.plan') ? <Button size="small" onClick={() => { setDone(''); setPlanned(it); }} aria-label={say('due.plan_one', { duty: it.words })}>{say('due.plan')}</Button> : null,
    },
  ];
  return (
    <section aria-label={say('due.duties')}>
      <h2>{say('due.duties')}</h2>
      {subject.duties.length === 0 ? <p className="quiet">{say('due.duties_none')}</p> : <PlainTable caption={say('due.duties')} columns={columns} rows={subject.duties} keyOf={(it) => it.duty} />}
      <p role="status" className="done-line">{done}</p>
      {planned !== null && <PlanDialog duty={planned} subject={subject} leave={(day) => { setPlanned(null); if (day !== null) setDone(say('due.planned', { day })); }} />}
    </section>
  );
}
