/** The call desk: who is calling, what is wrong, what is promised, and a number to give. */

import { getRouteApi } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useState, type ComponentProps } from 'react';
import { Loading } from '../../ui/notices.tsx';
import type { CaseRow, CustomerView, Receipt } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { useOffered } from '../keys/offered.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { CallerPanel } from './caller_panel.tsx';
import { forgetDraft, readDraft } from './draft.ts';
import { IncomingCall } from './incoming_call.tsx';
import { ReceiptCard } from './receipt_card.tsx';
import { ReportForm } from './report_form.tsx';

const route = getRouteApi('/desk');

const bringPanel = () => import('../guides/guide_panel.tsx');
const GuidePanel = lazy(bringPanel);
/** After what is typed into, and before anybody can need it: from then on a broken line is no hindrance. */
const panelAfterMs = 1_500;

type Taken = { receipt: Receipt; added?: CaseRow };

export default function Desk() {
  const say = useSay();
  const { person_id } = useMe();
  const asked = route.useSearch().phone ?? '';
  const [draft, setDraft] = useState(() => readDraft(person_id, Date.now()));
  const [phone, setPhone] = useState(asked || (draft?.phone ?? ''));
  const [caller, setCaller] = useState<CustomerView | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [filled, setFilled] = useState<string | null>(null);
  const [call, setCall] = useState(1);
  const guides = useGuidesOfCall();
  const next = () => {
    guides.forget();
    forgetDraft(person_id);
    setDraft(null);
    setTaken(null);
    setCaller(null);
    setPhone('');
    setCall(call + 1);
  };
  const finish = (done: Taken) => {
    forgetDraft(person_id);
    setTaken(done);
    guides.attach(done.added?.case_id ?? done.receipt.ids['case_id']);
  };
  const takeCall = useCallback((calling: string) => {
    setPhone(calling);
    setFilled(calling);
    setCaller(null);
  }, []);
  if (taken) return <>{guides.unattached}<ReceiptCard receipt={taken.receipt} added={taken.added} next={next} /></>;
  return (
    <>
      <div className="title-line desk-title"><h1>{say('place.desk')}</h1>{guides.opener}</div>
      <div className={guides.isOpen ? 'desk with-guide' : 'desk'} key={call}>
        <section className="card" aria-labelledby="caller">
          <h2 id="caller">{say('desk.caller')}</h2>
          <label htmlFor="desk-phone">{say('field.phone')}</label>
          <Input
            id="desk-phone" size="large" autoFocus
            inputMode="tel"
            autoComplete="off"
            allowClear
            value={phone}
            placeholder={say('desk.phone_hint')}
            onChange={(event) => {
              setPhone(event.target.value);
              setCaller(null);
            }}
          />
          <IncomingCall phone={phone} filled={filled} take={takeCall} />
          <CallerPanel phone={phone} caller={caller} choose={setCaller} />
        </section>
        <ReportForm phone={phone} caller={caller} draft={draft} done={finish} afresh={next} />
        {guides.isOpen && <PanelOfCall known={{ phone, caller: caller?.name ?? '' }} began={guides.began} close={guides.close} />}
      </div>
    </>
  );
}

function PanelOfCall(given: ComponentProps<typeof GuidePanel>) {
  const say = useSay();
  return <Suspense fallback={<Loading words={say('loading')} />}><GuidePanel {...given} /></Suspense>;
}

/** Scripts followed during a call belong to the case that it becomes. */
function useGuidesOfCall() {
  const say = useSay();
  const may = useMay();
  const attaching = useSend('guide.attach');
  const [isOpen, setOpen] = useState(false);
  const [runs, setRuns] = useState<readonly string[]>([]);
  /** The case that some of them did not come to. */
  const [caseLeft, setCaseLeft] = useState<string | null>(null);
  const toggle = () => setOpen(!isOpen);
  const isOffered = may('guide.begin');
  useEffect(() => {
    if (!isOffered) return;
    const timer = setTimeout(() => void bringPanel().catch(() => {}), panelAfterMs);
    return () => clearTimeout(timer);
  }, [isOffered]);
  useOffered(isOffered ? [{ label: say('guides.open'), keys: ['Alt+S'], run: toggle }] : []);
  const attachAll = async (case_id: string) => {
    const left: string[] = [];
    for (const run_id of runs) if ((await attaching.send({ params: { run_id }, body: { case_id } })) === null) left.push(run_id);
    setRuns(left);
    setCaseLeft(left.length > 0 ? case_id : null);
  };
  return {
    isOpen,
    opener: isOffered && <Button aria-expanded={isOpen} onClick={toggle}>{say('guides')} <kbd>Alt S</kbd></Button>,
    began: (runId: string) => setRuns([...runs, runId]),
    unattached: caseLeft !== null && attaching.problem && (
      <>
        <p className="missing">{say('guides.unattached')}</p>
        <ProblemNotice problem={attaching.problem} again={() => void attachAll(caseLeft)} />
      </>
    ),
    close: () => setOpen(false),
    forget: () => { setRuns([]); setCaseLeft(null); },
    attach: (case_id: string | undefined) => void (case_id !== undefined && attachAll(case_id)),
  };
}
