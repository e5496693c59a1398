/** One case: what was promised and how it stands, what can be done, what happened. */

import { Link, useParams } from '@tanstack/react-router';
import { Loading } from '../../ui/notices.tsx';
import { momentText } from '../../ui/moments.ts';
import type { CaseView, VisitView } from '../../wire/view/views.ts';
import { CaseApprovals } from '../approvals/case_approvals.tsx';
import { DisputedCount } from '../case_words.tsx';
import { useChoices } from '../choices.ts';
import { Keeping } from '../keeping.tsx';
import { CaseGuides } from '../guides/case_guides.tsx';
import { StateMark } from '../marks.tsx';
import { FormsCard } from '../forms/forms_card.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMayHere } from '../rights.ts';
import { useCase } from '../use_case.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { ActionPanel } from './action_panel.tsx';
import { PapersAround, PeopleAround } from './around.tsx';
import { PromiseStrip } from './promise_strip.tsx';
import { TimeLine } from './time_line.tsx';

export default function CasePage() {
  const say = useSay();
  const { case_id = '' } = useParams({ strict: false });
  const view = useCase(case_id);
  if (view.data) return <Whole view={view.data} />;
  if (view.error) return <ProblemNotice problem={view.error.problem} again={() => void view.refetch()} />;
  return <Loading words={say('loading')} />;
}

function Whole({ view }: { view: CaseView }) {
  const say = useSay();
  return (
    <>
      <div className="title-line">
        <h1>{say('case_number', { number: view.row.number })}</h1>
        <StateMark state={view.row.state} />
        <DisputedCount row={view.row} />
      </div>
      <PromiseStrip readings={view.readings} />
      <div className="two-columns">
        <div>
          <ActionPanel view={view} />
          <CaseGuides caseId={view.row.case_id} />
          <CaseApprovals caseId={view.row.case_id} />
          <Particulars view={view} />
          <PeopleAround view={view} />
        </div>
        <div>
          <TimeLine view={view} />
          {view.visits.length > 0 && <Visits visits={view.visits} />}
          <FormsCard about={{ about_kind: 'case', about_id: view.row.case_id }} />
          <PapersAround view={view} />
        </div>
      </div>
    </>
  );
}

function Particulars({ view }: { view: CaseView }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const may = useMayHere('case.get');
  const { row, customer } = view;
  const rows: [string, React.ReactNode][] = [
    [say('field.caller_name'), row.caller_name ?? customer?.name ?? '—'],
    [say('field.phone'), row.phone === null ? '—' : <a key="p" href={`tel:${row.phone.replace(/[^\d+]/g, '')}`}>{row.phone}</a>],
    [say('field.address'), row.address ?? '—'],
    [say('field.zone'), [choices.name('zones', row.zone), row.area].filter(Boolean).join(' · ')],
    [say('field.matter'), [choices.name('matters', row.matter), row.category && choices.name('categories', row.category)].filter(Boolean).join(' · ')],
    [say('field.description'), <span key="d" className="as-written">{row.description ?? '—'}</span>],
    [say('field.channel'), row.channel === null ? '—' : say.code('channel', row.channel)],
    [say('cases.reported'), momentText(row.reported_at, me.time_zone, 'second')],
  ];
  return (
    <section className="card" aria-labelledby="particulars">
      <h2 id="particulars">{say('case.particulars')}</h2>
      <dl className="pairs">
        {rows.map(([name, value]) => (
          <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
        ))}
      </dl>
      {customer && (
        <p className="buttons">
          {may('customer.get') && <Link to="/customers/$customer_id" params={{ customer_id: customer.customer_id }}>{say('customer.page')}</Link>}
          <Link to="/cases" search={{ customer_id: customer.customer_id, state: 'all' }}>{say('case.of_customer')}</Link>
        </p>
      )}
      <Keeping kept={view.kept} />
    </section>
  );
}

function Visits({ visits }: { visits: readonly VisitView[] }) {
  const say = useSay();
  const me = useMe();
  const moments = ['assigned_at', 'appointment_at', 'departed_at', 'arrived_at', 'left_at'] as const;
  return (
    <section className="card" aria-labelledby="visits">
      <h2 id="visits">{say('case.visits')}</h2>
      <ul className="plain">
        {visits.map((visit) => (
          <li key={visit.visit_id} className="visit">
            <p className="title-line"><strong>{visit.engineer_name ?? visit.engineer_id ?? '—'}</strong> <StateMark state={visit.phase} group="phase" /></p>
            <dl className="pairs">
              {moments.map((name) => visit[name] !== null && <div key={name}><dt>{say(`visit.${name}`)}</dt><dd>{momentText(visit[name], me.time_zone)}</dd></div>)}
            </dl>
            {visit.report && <VisitReport report={visit.report} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function VisitReport({ report }: { report: NonNullable<VisitView['report']> }) {
  const say = useSay();
  return (
    <details>
      <summary>{report.signed ? say('report.signed_by', { name: report.signer ?? '—' }) : say('report.unsigned')}</summary>
      <p className="as-written">{report.text ?? say('erased')}</p>
    </details>
  );
}
