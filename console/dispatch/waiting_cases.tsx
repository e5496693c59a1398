/** The cases that wait for an engineer: arrow keys choose one, a digit assigns it to the engineer of that number. */

import { useRef } from 'react';
import type { CaseRow } from '../../wire/view/views.ts';
import { Where } from '../case_words.tsx';
import { useChoices } from '../choices.ts';
import { Countdown } from '../countdown.tsx';
import { StateMark } from '../marks.tsx';
import { useSay } from '../words.ts';

type Props = { rows: readonly CaseRow[]; chosen: string; choose: (case_id: string) => void; pick: (nth: number) => void };

export function WaitingCases({ rows, chosen, choose, pick }: Props) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = rows.findIndex((it) => it.case_id === chosen);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = rows[at + step];
    if (step !== 0 && next) {
      event.preventDefault();
      choose(next.case_id);
      list.current?.querySelectorAll<HTMLElement>('[role=radio]')[at + step]?.focus();
    }
    // Digits work only while the list has the focus, so that they can't be pressed by accident elsewhere.
    if (/^[1-9]$/.test(event.key)) pick(Number(event.key) - 1);
  };
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">{say('dispatch.waiting', { count: rows.length })}</h2>
      <p className="quiet">{say('dispatch.keys')}</p>
      <div role="radiogroup" aria-labelledby="waiting" ref={list} className="waiting">
        {rows.map((row) => (
          <WaitingCase key={row.case_id} row={row} chosen={row.case_id === chosen} choose={choose} onKeyDown={onKeyDown} />
        ))}
      </div>
    </section>
  );
}

type OneProps = { row: CaseRow; chosen: boolean; choose: (case_id: string) => void; onKeyDown: (event: React.KeyboardEvent) => void };

function WaitingCase({ row, chosen, choose, onKeyDown }: OneProps) {
  const say = useSay();
  const choices = useChoices();
  return (
    <div role="radio" aria-checked={chosen} tabIndex={chosen ? 0 : -1} className="waiting-case" onClick={() => choose(row.case_id)} onKeyDown={onKeyDown}>
      <span className="title-line"><strong>{row.number}</strong> <StateMark state={row.state} /></span>
      <span>{row.next_deadline === null ? <span className="quiet">{say('cases.no_deadline')}</span> : <Countdown deadline={row.next_deadline} />}</span>
      <span><Where row={row} /></span>
      <span className="second-line clipped">{choices.name('matters', row.matter)} · {row.description}</span>
    </div>
  );
}
