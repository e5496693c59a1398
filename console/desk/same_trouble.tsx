/** Open cases that the call may be about already: the same number, the same customer or the same place. */

import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { momentText } from '../../ui/moments.ts';
import type { CaseRow, CustomerView, Receipt } from '../../wire/view/views.ts';
import { useAsk, useSend } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';
import type { Typed } from './report_form.tsx';

/** Less than this of an address or a number fits too many. */
const addressMin = 4;
const digitsMin = 7;
/** A note is one line. */
const noteMax = 900;

type Props = { typed: Partial<Typed>; phone: string; caller: CustomerView | null; done: (receipt: Receipt, row: CaseRow) => void };

export function SameTrouble({ typed, phone, caller, done }: Props) {
  const say = useSay();
  const choices = useChoices();
  const me = useMe();
  const rows = useAlike(typed, phone, caller);
  const contact = useSend('case.contact_customer');
  if (rows.length === 0) return null;
  const record = async (row: CaseRow) => {
    const note = typed.description?.replaceAll(/\s+/g, ' ').trim().slice(0, noteMax);
    const receipt = await contact.send({ params: { case_id: row.case_id }, body: { expected_seq: row.seq, outcome: 'reached', note: note ? say('alike.note', { said: note }) : say('alike.note_bare') } });
    if (receipt) done(receipt, row);
  };
  return (
    <section className="alike" aria-labelledby="alike" aria-live="polite">
      <h3 id="alike">{say('alike')}</h3>
      <ul className="plain">
        {rows.map((row) => (
          <li key={row.case_id}>
            <Link to="/cases/$case_id" params={{ case_id: row.case_id }}>{row.number}</Link> <StateMark state={row.state} />
            <Button size="small" loading={contact.busy} aria-label={say('alike.this_one', { number: row.number })} onClick={() => void record(row)}>{say('alike.this')}</Button>
            <span className="second-line">{[choices.name('matters', row.matter), row.address, momentText(row.reported_at, me.time_zone)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {contact.problem && <ProblemNotice problem={contact.problem} />}
    </section>
  );
}

function useAlike(typed: Partial<Typed>, phone: string, caller: CustomerView | null): CaseRow[] {
  const digits = useSettled(phone.replace(/\D/g, ''));
  const address = useSettled(typed.address?.trim() ?? '');
  const isNumber = digits.length >= digitsMin;
  const isPlace = address.length >= addressMin;
  const customer_id = caller?.customer_id ?? '';
  const asked = { state: 'open', limit: 5 } as const;
  const byPhone = useAsk('case.list', { query: { ...asked, phone: digits } }, { enabled: isNumber });
  const byPlace = useAsk('case.list', { query: { ...asked, q: address } }, { enabled: isPlace });
  const byCustomer = useAsk('case.list', { query: { ...asked, customer_id } }, { enabled: customer_id !== '' });
  const found = [byPhone, byCustomer, byPlace].flatMap((it) => it.data?.items ?? []);
  return [...new Map(found.map((row) => [row.case_id, row])).values()].slice(0, 5);
}
