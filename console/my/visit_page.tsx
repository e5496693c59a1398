/** One visit on a phone: where to, how long is left, and a large button for what comes next. */

import { PhoneOutlined } from '@ant-design/icons';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Loading } from '../../ui/notices.tsx';
import type { CaseCommandName } from '../../wire/command/case_commands.ts';
import type { CaseView, VisitView } from '../../wire/view/views.ts';
import { ActionDialog, useSendCommand } from '../action/action_form.tsx';
import { actionOf, type CaseAction } from '../action/case_actions.ts';
import { actionsOfTrade } from '../action/trade.ts';
import { PromiseStrip } from '../cases/promise_strip.tsx';
import { useChoices } from '../choices.ts';
import { CaseGuides } from '../guides/case_guides.tsx';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { stamp } from '../server_clock.ts';
import { useCase } from '../use_case.ts';
import { useSay } from '../words.ts';
import { SignaturePage } from './signature_page.tsx';
import { stepsOf } from './visit_steps.ts';

export default function VisitPage() {
  const say = useSay();
  const { case_id = '', visit_id = '' } = useParams({ strict: false });
  const view = useCase(case_id);
  const visit = view.data?.visits.find((it) => it.visit_id === visit_id);
  return (
    <div className="phone">
      <Link to="/my">{say('my.back')}</Link>
      {view.isPending && <Loading words={say('loading')} />}
      {view.error && <ProblemNotice problem={view.error.problem} again={() => void view.refetch()} />}
      {view.data && visit && <OneVisit view={view.data} visit={visit} />}
      {view.data && !visit && <p role="alert">{say('my.gone')}</p>}
    </div>
  );
}

function OneVisit({ view, visit }: { view: CaseView; visit: VisitView }) {
  const say = useSay();
  const choices = useChoices();
  const { row } = view;
  const running = view.readings.filter((it) => it.stopped_at === null && it.cancelled_at === null && it.deadline !== null);
  return (
    <>
      <div className="title-line"><h1>{row.number}</h1><StateMark state={visit.phase} group="phase" /></div>
      <section className="card" aria-label={say('case.particulars')}>
        <p><strong>{row.caller_name ?? '—'}</strong>{row.phone !== null && <> <a className="call" href={`tel:${row.phone.replace(/[^\d+]/g, '')}`}><PhoneOutlined aria-hidden /> {row.phone}</a></>}</p>
        <p className="as-written">{row.address ?? choices.name('zones', row.zone)}</p>
        <p>{choices.name('matters', row.matter)}</p>
        {row.description !== null && <p className="as-written">{row.description}</p>}
      </section>
      <Steps view={view} visit={visit} />
      <CaseGuides caseId={row.case_id} />
      {running.length > 0 && <PromiseStrip readings={running} />}
    </>
  );
}

function Steps({ view, visit }: { view: CaseView; visit: VisitView }) {
  const say = useSay();
  const [open, setOpen] = useState<CaseAction | 'sign' | null>(null);
  const clocks = useChoices().of('clocks').map((it) => it.value);
  const restored = view.facts.some((it) => it.kind === 'supply.restored' && it.corrected?.withdrawn !== true);
  const steps = stepsOf(visit.phase, actionsOfTrade(view.allowed, clocks), restored);
  if (open === 'sign') return <SignaturePage view={view} visit={visit} close={() => setOpen(null)} />;
  const button = (command: CaseCommandName, large: boolean) =>
    command === 'sign_report' ? (
      <Button key={command} type={large ? 'primary' : 'default'} size="large" block className={large ? 'next-step' : 'step'} onClick={() => setOpen('sign')}>{say('action.sign_report')}</Button>
    ) : (
      <Step key={command} action={actionOf(command)} view={view} visit={visit} large={large} open={setOpen} />
    );
  const [first, ...rest] = steps.next;
  return (
    <section aria-label={say('my.steps')} className="steps">
      {first && button(first, true)}
      {rest.map((it) => button(it, false))}
      {steps.others.length > 0 && (
        <details className="other-steps" open={first === undefined}>
          <summary>{say('my.other_steps')}</summary>
          <div className="step-grid">{steps.others.map((it) => button(it, false))}</div>
        </details>
      )}
      {first === undefined && steps.others.length === 0 && <p className="quiet">{say('my.nothing_left')}</p>}
      {open && <ActionDialog action={open} row={view.row} visit_id={visit.visit_id} close={() => setOpen(null)} />}
    </section>
  );
}

type StepProps = { action: CaseAction; view: CaseView; visit: VisitView; large: boolean; open: (action: CaseAction) => void };

/** A step without obligatory fields is one press, stamped with the moment of the press. */
function Step({ action, view, visit, large, open }: StepProps) {
  const say = useSay();
  const step = useSendCommand(action);
  const press = () => {
    if (action.fields.some((it) => it.required) || action.command === 'inform_customer') return open(action);
    // The first press counts, also when its answer was lost.
    if (step.again) return void step.again();
    const of = action.of_visit || action.command === 'restore' ? { visit_id: visit.visit_id } : {};
    void step.send({ params: { case_id: view.row.case_id }, body: { at: stamp(), ...of } });
  };
  return (
    <>
      <Button type={large ? 'primary' : 'default'} size="large" block danger={action.danger ?? false} className={large ? 'next-step' : 'step'} loading={step.busy} onClick={press}>{say(action.words)}</Button>
      {step.problem && <ProblemNotice problem={step.problem} again={step.again ? () => void step.again?.() : undefined} />}
    </>
  );
}
