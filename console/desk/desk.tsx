/** The call desk: who is calling, what is wrong, what is promised, and a number to give. */

import { getRouteApi } from '@tanstack/react-router';
import { Input } from 'antd';
import { useCallback, useState } from 'react';
import type { CaseRow, CustomerView, Receipt } from '../../wire/view/views.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { CallerPanel } from './caller_panel.tsx';
import { forgetDraft, readDraft } from './draft.ts';
import { IncomingCall } from './incoming_call.tsx';
import { ReceiptCard } from './receipt_card.tsx';
import { ReportForm } from './report_form.tsx';

const route = getRouteApi('/desk');

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
  const next = () => {
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
  };
  const takeCall = useCallback((calling: string) => {
    setPhone(calling);
    setFilled(calling);
    setCaller(null);
  }, []);
  if (taken) return <ReceiptCard receipt={taken.receipt} added={taken.added} next={next} />;
  return (
    <>
      <h1>{say('place.desk')}</h1>
      <div className="desk" key={call}>
        <section className="card" aria-labelledby="caller">
          <h2 id="caller">{say('desk.caller')}</h2>
          <label htmlFor="desk-phone">{say('field.phone')}</label>
          <Input
            id="desk-phone"
            size="large"
            autoFocus
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
      </div>
    </>
  );
}
