/** The call desk: who is calling, what is wrong, what is promised, and a number to give. */

import { getRouteApi } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import type { CustomerView, Receipt } from '../../wire/view/views.ts';
import { useSay } from '../words.ts';
import { CallerPanel } from './caller_panel.tsx';
import { ReceiptCard } from './receipt_card.tsx';
import { ReportForm } from './report_form.tsx';

const route = getRouteApi('/desk');

export default function Desk() {
  const say = useSay();
  const asked = route.useSearch().phone ?? '';
  const [phone, setPhone] = useState(asked);
  const [caller, setCaller] = useState<CustomerView | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [call, setCall] = useState(1);
  const next = () => {
    setReceipt(null);
    setCaller(null);
    setPhone('');
    setCall(call + 1);
  };
  if (receipt) return <ReceiptCard receipt={receipt} next={next} />;
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
          <CallerPanel phone={phone} caller={caller} choose={setCaller} />
        </section>
        <ReportForm phone={phone} caller={caller} done={setReceipt} />
      </div>
    </>
  );
}
