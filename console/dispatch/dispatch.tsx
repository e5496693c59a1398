/** Sending people out: cases nobody has, by deadline, beside the engineers and what each has to do. */

import { useState } from 'react';
import { Empty, Loading } from '../../ui/notices.tsx';
import type { CandidateView } from '../../wire/view/case_around.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { Candidates } from './candidates.tsx';
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
  const candidates = useAsk('case.engineers', { params: { case_id: row?.case_id ?? '' } }, { enabled: row !== undefined });
  const engineers = candidates.data?.items ?? [];

  const assignTo = async (engineer: CandidateView) => {
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
      {candidates.error && <ProblemNotice problem={candidates.error.problem} again={() => void candidates.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && waiting.length === 0 && <Empty words={say('dispatch.none')} />}
      {row !== undefined && (
        <div className="dispatch">
          <WaitingCases rows={waiting} chosen={row.case_id} choose={choose} pick={(nth) => engineers[nth] && void assignTo(engineers[nth])} />
          <Candidates found={candidates.data} row={row} busy={assign.busy} assignTo={assignTo} />
        </div>
      )}
    </>
  );
}
