/** The approvals of a case: what waits and for whom, what came back, and asking for one. */

import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../ask.ts';
import { useOffered } from '../keys/offered.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { ApprovalCard } from './approval_card.tsx';
import { RequestDialog } from './request_dialog.tsx';

export function CaseApprovals({ caseId }: { caseId: string }) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const [line, tell] = useState('');
  const about = useAsk('approval.about', { params: { case_id: caseId }, query: { lang: say.language } });
  const canAsk = about.data?.kinds.some((it) => it.can_ask) ?? false;
  useOffered(canAsk ? [{ label: say('approvals.ask'), run: () => setAsking(true) }] : []);
  const leave = (isDone: boolean, words?: string) => {
    if (isDone) tell(say('approvals.done.ask', { words: words ?? '' }));
    setAsking(false);
  };
  if (about.error) return <ProblemNotice problem={about.error.problem} again={() => void about.refetch()} />;
  if (about.data === undefined || (about.data.items.length === 0 && !canAsk)) return null;
  return (
    <section className="card" aria-labelledby="approvals">
      <h2 id="approvals">{say('place.approvals')}</h2>
      <p role="status" className="done-line">{line}</p>
      {about.data.items.length === 0 && <p className="quiet">{say('approvals.none.case')}</p>}
      {about.data.items.map((it) => <ApprovalCard key={it.approval_id} approval={it} told={tell} />)}
      {canAsk && <p className="buttons"><Button onClick={() => setAsking(true)}>{say('approvals.ask')}</Button></p>}
      {isAsking && <RequestDialog caseId={caseId} leave={leave} />}
    </section>
  );
}
