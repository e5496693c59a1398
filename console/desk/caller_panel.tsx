/** Who is behind a phone number: the customers that have it, their units, their cases. */

import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useEffect } from 'react';
import { Loading } from '../../ui/notices.tsx';
import { momentText } from '../../ui/moments.ts';
import type { CaseRow, CustomerView } from '../../wire/view/views.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { Countdown } from '../countdown.tsx';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';

/** A number shorter than this would find half the town. */
const digitsMin = 5;

export function useFoundCustomers(phone: string) {
  const settled = useSettled(phone.replace(/\D/g, ''));
  const enough = settled.length >= digitsMin;
  const found = useAsk('customer.find', { query: { phone: settled, limit: 10 } }, { enabled: enough });
  return { found, enough };
}

type Props = { phone: string; caller: CustomerView | null; choose: (customer: CustomerView | null) => void };

export function CallerPanel({ phone, caller, choose }: Props) {
  const say = useSay();
  const { found, enough } = useFoundCustomers(phone);
  const items = found.data?.items;
  const only = items?.length === 1 ? items[0]! : null;
  // One customer with this number is the caller until the agent says otherwise (INT-03).
  useEffect(() => {
    if (only !== null) choose(only);
    // News about the same customer must not undo "not this customer".
    // oxlint-disable-next-line react/exhaustive-deps
  }, [only?.customer_id, choose]);
  if (!enough) return <p className="quiet">{say('desk.type_phone')}</p>;
  if (found.error) return <ProblemNotice problem={found.error.problem} again={() => void found.refetch()} />;
  if (items === undefined) return <Loading words={say('loading')} />;
  if (items.length === 0) return <p role="status">{say('desk.unknown_caller')}</p>;
  return (
    <div aria-live="polite">
      {items.length > 1 && (
        <Select
          aria-label={say('desk.which_caller')}
          placeholder={say('desk.which_caller')}
          className="wide"
          value={caller?.customer_id ?? null}
          options={items.map((it) => ({ value: it.customer_id, label: `${it.name ?? say(it.erased ? 'erased' : 'customer.nameless')} · ${it.address ?? ''}` }))}
          onChange={(id) => choose(items.find((it) => it.customer_id === id) ?? null)}
        />
      )}
      {caller && <Known customer={items.find((it) => it.customer_id === caller.customer_id) ?? caller} />}
      {caller && <button type="button" className="text-button" onClick={() => choose(null)}>{say('desk.other_caller')}</button>}
    </div>
  );
}

function Known({ customer }: { customer: CustomerView }) {
  const say = useSay();
  const choices = useChoices();
  return (
    <>
      <p className="caller-name"><strong>{customer.name ?? say(customer.erased ? 'erased' : 'customer.nameless')}</strong> <span className="quiet">{customer.class !== null && choices.name('customer_classes', customer.class)}</span></p>
      <p className="as-written">{customer.address}</p>
      {/* Beside the report that is being typed, not in its place. */}
      <p><Link to="/customers/$customer_id" params={{ customer_id: customer.customer_id }} target="_blank">{say('customer.page')}</Link></p>
      <CaseLines words={say('desk.open_cases', { count: customer.open_cases.length })} cases={customer.open_cases} />
      <CaseLines words={say('desk.past_cases', { count: customer.past_cases.length })} cases={customer.past_cases.slice(0, 5)} />
      {customer.units.length > 0 && (
        <>
          <h3>{say('desk.units')}</h3>
          <ul className="plain">{customer.units.map((it) => <li key={it.unit_id}>{it.model} <span className="quiet">{it.serial}</span></li>)}</ul>
        </>
      )}
    </>
  );
}

function CaseLines({ words, cases }: { words: string; cases: readonly CaseRow[] }) {
  const me = useMe();
  const choices = useChoices();
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{words}</h3>
      <ul className="plain">
        {cases.map((it) => (
          <li key={it.case_id} className="case-line">
            <Link to="/cases/$case_id" params={{ case_id: it.case_id }}>{it.number}</Link> <StateMark state={it.state} />
            {it.finished_at === null && it.next_deadline !== null && <Countdown deadline={it.next_deadline} />}
            <span className="second-line">{choices.name('matters', it.matter)} · {momentText(it.reported_at, me.time_zone)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
