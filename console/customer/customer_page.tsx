/** One customer: who they are, what stands at their place, what is open and what was before. */

import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { CaseRow, CustomerView } from '../../wire/view/views.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { Countdown } from '../countdown.tsx';
import { StateMark } from '../marks.tsx';
import { FormsCard } from '../forms/forms_card.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMayHere } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { DescribeDialog } from './describe_dialog.tsx';
import { EraseDialog } from './erase_dialog.tsx';
import { Units } from './units.tsx';

export default function CustomerPage() {
  const say = useSay();
  const { customer_id = '' } = useParams({ strict: false });
  const view = useAsk('customer.get', { params: { customer_id } });
  if (view.data) return <Whole customer={view.data} />;
  if (view.error) return <><h1>{say('customer.title')}</h1><ProblemNotice problem={view.error.problem} again={() => void view.refetch()} /></>;
  return <><h1>{say('customer.title')}</h1><Loading words={say('loading')} /></>;
}

function Whole({ customer }: { customer: CustomerView }) {
  const say = useSay();
  const may = useMayHere('customer.get');
  return (
    <>
      <h1>{customer.name ?? (customer.erased ? say('erased') : say('customer.nameless'))}</h1>
      <div className="two-columns">
        <div>
          <Particulars customer={customer} />
          <Units customer={customer} />
          {customer.units.map((unit) => <FormsCard key={unit.unit_id} about={{ about_kind: 'unit', about_id: unit.unit_id }} title={say('forms.of_unit', { unit: [unit.model, unit.serial].filter(Boolean).join(' ') })} />)}
          <FormsCard about={{ about_kind: 'customer', about_id: customer.customer_id }} />
        </div>
        <div>
          <Cases words={say('desk.open_cases', { count: customer.open_cases.length })} none={say('customer.no_open')} cases={customer.open_cases} />
          <Cases words={say('desk.past_cases', { count: customer.past_cases.length })} none={say('customer.no_past')} cases={customer.past_cases} />
          <p><Link to="/cases" search={{ customer_id: customer.customer_id, state: 'all' }}>{say('case.of_customer')}</Link></p>
          {may('duty.subject') && <p><Link to="/due/$subject_kind/$subject_id" params={{ subject_kind: 'customer', subject_id: customer.customer_id }}>{say('due.of_this')}</Link></p>}
        </div>
      </div>
    </>
  );
}

function Particulars({ customer }: { customer: CustomerView }) {
  const say = useSay();
  const may = useMayHere('customer.get');
  const choices = useChoices();
  const [open, setOpen] = useState<'describe' | 'erase' | null>(null);
  const rows: [string, React.ReactNode][] = [
    [say('field.phone'), customer.phones.length === 0 ? '—' : customer.phones.map((phone) => <a key={phone} className="call" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>)],
    [say('field.address'), <span key="a" className="as-written">{customer.address ?? '—'}</span>],
    [say('field.zone'), [customer.zone && choices.name('zones', customer.zone), customer.area].filter(Boolean).join(' · ') || '—'],
    [say('field.customer_class'), choices.name('customer_classes', customer.class)],
  ];
  return (
    <section className="card" aria-labelledby="particulars">
      <h2 id="particulars">{say('customer.particulars')}</h2>
      <dl className="pairs">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {customer.erased && <p>{say('customer.is_erased')}</p>}
      {!customer.erased && (
        <p className="buttons">
          {may('customer.describe') && <Button onClick={() => setOpen('describe')}>{say('customer.describe')}</Button>}
          {may('customer.erase') && <Button danger onClick={() => setOpen('erase')}>{say('customer.erase')}</Button>}
        </p>
      )}
      {open === 'describe' && <DescribeDialog customer={customer} close={() => setOpen(null)} />}
      {open === 'erase' && <EraseDialog customer={customer} close={() => setOpen(null)} />}
    </section>
  );
}

function Cases({ words, none, cases }: { words: string; none: string; cases: readonly CaseRow[] }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const columns: Column<CaseRow>[] = [
    { name: 'number', words: say('field.number'), isHeading: true, render: (row) => <Link to="/cases/$case_id" params={{ case_id: row.case_id }}>{row.number}</Link> },
    { name: 'state', words: say('cases.state'), render: (row) => <StateMark state={row.state} /> },
    { name: 'matter', words: say('field.matter'), render: (row) => choices.name('matters', row.matter) },
    {
      name: 'when', words: say('cases.reported'),
      render: (row) => <>{momentText(row.reported_at, me.time_zone)}{row.finished_at === null && row.next_deadline !== null && <> <Countdown deadline={row.next_deadline} /></>}</>,
    },
  ];
  return (
    <section className="card">
      <h2>{words}</h2>
      {cases.length === 0 ? <Empty words={none} /> : <PlainTable caption={words} columns={columns} rows={cases} keyOf={(row) => row.case_id} />}
    </section>
  );
}
