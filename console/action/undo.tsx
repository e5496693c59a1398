/** For ten seconds after an action: a bar that says what was recorded and offers to take it back. */

import { Button } from 'antd';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { CaseRow, Receipt } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { useOffered } from '../keys/offered.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useSay } from '../words.ts';
import type { CaseAction } from './case_actions.ts';
import { undoOf, type Undoing } from './undo_of.ts';

const offeredMs = 10_000;

type Offer = { row: Pick<CaseRow, 'case_id' | 'number'>; words: CaseAction['words']; undoing: Undoing };
type Room = { offer: Offer | null; set: (offer: Offer | null) => void };

const UndoContext = createContext<Room>({ offer: null, set: () => {} });

export function UndoRoom({ children }: { children: ReactNode }) {
  const [offer, set] = useState<Offer | null>(null);
  return <UndoContext value={{ offer, set }}>{children}</UndoContext>;
}

/** Offers to take back what was just recorded, where that can be done. */
export function useOfferUndo(): (action: Pick<CaseAction, 'command' | 'words'>, row: Offer['row'], receipt: Receipt) => void {
  const may = useMay();
  const { set } = useContext(UndoContext);
  return (action, row, receipt) => {
    const undoing = undoOf(action.command, receipt, may);
    set(undoing && { row, words: action.words, undoing });
  };
}

export function UndoBar() {
  const { offer } = useContext(UndoContext);
  return <div role="status" className="undo-bar">{offer && <Offered key={`${offer.row.case_id} ${offer.undoing.seq}`} offer={offer} />}</div>;
}

function Offered({ offer: { row, words, undoing } }: { offer: Offer }) {
  const say = useSay();
  const { set } = useContext(UndoContext);
  const [held, setHeld] = useState(false);
  const [undone, setUndone] = useState(false);
  const correct = useSend('case.correct');
  const withdraw = useSend('case.withdraw_visit');
  const problem = correct.problem ?? withdraw.problem;
  const busy = correct.busy || withdraw.busy;
  // Whoever is on their way to the button is not hurried.
  const stays = held || busy || problem !== null;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => set(null), offeredMs);
    return () => clearTimeout(timer);
  }, [stays, set]);
  const undo = async () => {
    const params = { case_id: row.case_id };
    const said = { expected_seq: undoing.seq, reason: say('undo.reason') };
    const done = 'fact_id' in undoing
      ? await correct.send({ params, body: { ...said, fact_id: undoing.fact_id, revision: 2, withdrawn: true } })
      : await withdraw.send({ params, body: { ...said, visit_id: undoing.visit_id } });
    if (done) setUndone(true);
  };
  useOffered(undone || problem !== null ? [] : [{ label: `${say('undo')} · ${row.number}`, keys: ['Ctrl+Z'], run: () => void undo() }]);
  return (
    <div onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span>{undone ? say('undo.undone', { number: row.number }) : say('undo.done', { number: row.number, action: say(words) })}</span>
      {!undone && problem === null && <Button size="small" loading={busy} onClick={() => void undo()}>{say('undo')}</Button>}
      {problem && <ProblemNotice problem={problem} />}
      {problem && <Button size="small" onClick={() => set(null)}>{say('back')}</Button>}
    </div>
  );
}
