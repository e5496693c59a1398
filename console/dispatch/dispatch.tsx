/** Sending people out: cases nobody has, by deadline, beside the engineers and what each has to do. */

import { Button } from 'antd';
import { useState } from 'react';
import { Empty, Loading } from '../../ui/notices.tsx';
import type { CaseRow, PersonView } from '../../wire/view/views.ts';
import { useEngineers } from '../action/engineer_field.tsx';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useChoices } from '../choices.ts';
import { useSay } from '../words.ts';
import { WaitingCases } from './waiting_cases.tsx';

/** A case waits for an engineer until somebody has it; one that was solved by telephone waits for nobody. */
function waits(row: CaseRow): boolean {
  return row.state === 'reported' || (row.state === 'waiting' && row.engineer_id === null);
}

export default function Dispatch() {
  const say = useSay();
  const list = useAsk('case.list', { query: { state: 'open', limit: 200 } });
  const [chosen, choose] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const assign = useSend('case.assign');
  const waiting = (list.data?.items ?? []).filter(waits);
  const row = waiting.find((it) => it.case_id === chosen) ?? waiting[0];
  const engineers = useEngineers(row?.zone ?? null);

  const assignTo = async (engineer: PersonView) => {
    if (row === undefined) return;
    const answer = await assign.send({ params: { case_id: row.case_id }, body: { engineer_id: engineer.person_id, expected_seq: row.seq } });
    if (answer === null) return;
    setDone(say('dispatch.assigned', { number: row.number, name: engineer.name ?? engineer.person_id }));
    choose(null);
  };
  return (
    <>
      <h1>{say('place.dispatch')}</h1>
      <p role="status" className="done-line">{done}</p>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {assign.problem && <ProblemNotice problem={assign.problem} again={assign.again ? () => void assign.again?.() : undefined} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && waiting.length === 0 && <Empty words={say('dispatch.none')} />}
      {row !== undefined && (
        <div className="dispatch">
          <WaitingCases rows={waiting} chosen={row.case_id} choose={choose} pick={(nth) => engineers[nth] && void assignTo(engineers[nth])} />
          <Engineers engineers={engineers} row={row} busy={assign.busy} assignTo={assignTo} />
        </div>
      )}
    </>
  );
}

type EngineersProps = { engineers: readonly PersonView[]; row: CaseRow; busy: boolean; assignTo: (engineer: PersonView) => Promise<void> };

function Engineers({ engineers, row, busy, assignTo }: EngineersProps) {
  const say = useSay();
  const choices = useChoices();
  return (
    <section className="card" aria-labelledby="engineers">
      <h2 id="engineers">{say('dispatch.who_for', { number: row.number })}</h2>
      <ol className="plain engineers">
        {engineers.map((it, index) => (
          <li key={it.person_id} className={row.zone !== null && it.zones.includes(row.zone) ? 'own-zone' : undefined}>
            <kbd aria-hidden="true">{index < 9 ? index + 1 : ''}</kbd>
            <span>
              <strong>{it.name ?? it.person_id}</strong>
              <span className="second-line">
                {it.zones.map((zone) => choices.name('zones', zone)).join(say('list_comma'))}
                {row.zone !== null && it.zones.includes(row.zone) && ` · ${say('own_zone')}`}
              </span>
            </span>
            <Load count={it.open_visits} />
            <Button type={index === 0 ? 'primary' : 'default'} disabled={busy} onClick={() => void assignTo(it)} aria-label={say('dispatch.assign_to', { number: row.number, name: it.name ?? it.person_id })}>
              {say('action.assign')}
            </Button>
          </li>
        ))}
      </ol>
      {engineers.length === 0 && <Empty words={say('dispatch.nobody')} />}
    </section>
  );
}

/** What somebody has to do, as a number in words and as that many dots. */
function Load({ count }: { count: number }) {
  const say = useSay();
  return (
    <span className="load">
      <span aria-hidden="true" className="dots">{'●'.repeat(Math.min(count, 6))}{'○'.repeat(Math.max(0, 3 - count))}</span>
      {say('open_visits', { count })}
    </span>
  );
}
