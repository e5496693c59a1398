/** One run as it is followed: what was said so far, the step to take now, and the conclusion at the end. */

import { Button, Select } from 'antd';
import { useState } from 'react';
import { addressed, type Title } from '../../core/guide/say.ts';
import { Loading } from '../../ui/notices.tsx';
import { useAsk } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { ConcludeForm } from './conclude_form.tsx';
import { RunSaid } from './run_in_words.tsx';
import type { KnownWords } from './said_words.tsx';
import { StepCard } from './step_card.tsx';

export function RunCard({ runId, known, again }: { runId: string; known: KnownWords; again: () => void }) {
  const say = useSay();
  const [title, setTitle] = useState<Title | undefined>();
  // Its pictures are heavy for a telephone: looked at again when something moved, not by the clock.
  const asked = useAsk('guide.run', { params: { run_id: runId }, query: title === undefined ? {} : { title } }, { keep: true, refresh: false });
  const run = asked.data;
  if (run === undefined) return asked.error ? <ProblemNotice problem={asked.error.problem} again={() => void asked.refetch()} /> : <Loading words={say('loading')} />;
  const named = known.caller === undefined || title === undefined ? known : { ...known, caller: addressed(known.caller, title, say.language) ?? known.caller };
  return (
    <>
      <div className="title-line">
        <h3>{run.words}</h3>
        <Select
          size="small" allowClear aria-label={say('guides.title')} placeholder={say('guides.title')} {...(title === undefined ? {} : { value: title })} onChange={setTitle}
          options={(['mr', 'ms'] as const).map((value) => ({ value, label: say.code('guide_title', value) }))}
        />
      </div>
      <RunSaid run={run} known={named} />
      {run.next !== null && <StepCard key={run.next.step} runId={runId} step={run.next} known={named} />}
      {run.concluded === null && <ConcludeForm run={run} />}
      {run.concluded !== null && (
        <p role="status">
          <strong>{run.concluded.conclusion === null ? say('guides.ended') : say('guides.concluded', { conclusion: run.concluded.conclusion.words })}</strong>
        </p>
      )}
      <Button {...(run.concluded === null ? {} : { autoFocus: true })} onClick={again}>{say('guides.another')}</Button>
    </>
  );
}
