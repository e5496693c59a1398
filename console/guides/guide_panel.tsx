/** A script, procedure or checklist to follow: found by its situation, then one step after another. */

import { Button } from 'antd';
import { useState } from 'react';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { GuideFinder } from './guide_finder.tsx';
import { RunCard } from './run_card.tsx';
import type { KnownWords } from './said_words.tsx';

type Props = {
  /** The case it is followed for; a call may have none yet. */
  caseId?: string;
  /** One that was begun before, to go on with. */
  first?: string | null;
  /** What the screen knows of the caller before there is a case. */
  known?: KnownWords;
  began?: (runId: string) => void;
  close: () => void;
};

export default function GuidePanel({ caseId, first = null, known = {}, began, close }: Props) {
  const say = useSay();
  const begin = useSend('guide.begin');
  const [runId, setRunId] = useState<string | null>(first);
  const choose = async (guide: string) => {
    const receipt = await begin.send({ body: { guide, ...(caseId === undefined ? {} : { case_id: caseId }) } });
    const made = receipt?.ids['run_id'];
    if (made === undefined) return;
    setRunId(made);
    began?.(made);
  };
  return (
    <section className="card guide-panel" aria-labelledby="guides">
      <div className="title-line">
        <h2 id="guides">{say('guides')}</h2>
        <Button size="small" onClick={close}>{say('guides.close')}</Button>
      </div>
      {runId === null
        ? <GuideFinder atWork={caseId !== undefined} choose={(guide) => void choose(guide)} />
        : <RunCard runId={runId} known={known} again={() => setRunId(null)} />}
      {begin.problem && <ProblemNotice problem={begin.problem} />}
    </section>
  );
}
