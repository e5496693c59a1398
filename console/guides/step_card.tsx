/** The step to take now: its words large, how they are said, a wait that counts down, and its answers on number keys. */

import { Button, Input } from 'antd';
import { useState } from 'react';
import type { GuideStep } from '../../wire/view/guide_views.ts';
import { useSend } from '../ask.ts';
import { useOffered } from '../keys/offered.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { EvidenceField } from './evidence_field.tsx';
import { SaidWords, type KnownWords } from './said_words.tsx';
import { WaitLeft } from './wait_left.tsx';

type Answer = string | number | true;

export function StepCard({ runId, step, known }: { runId: string; step: GuideStep; known: KnownWords }) {
  const say = useSay();
  const sending = useSend('guide.answer');
  const answer = (given: Answer) => void sending.send({ params: { run_id: runId }, body: { step: step.step, answer: given, language: say.language } });
  useOffered(step.choices.map((choice, index) => ({ label: choice.words, keys: [String(index + 1)], run: () => answer(choice.code) })));
  return (
    <div className="guide-step" aria-live="polite">
      {step.say.length > 0 && <p className="guide-say"><SaidWords pieces={step.say} known={known} /></p>}
      {step.tone !== null && <p className="guide-tone">{say('guides.tone', { tone: step.tone })}</p>}
      {step.do !== null && <p className="guide-do">{step.do}</p>}
      {step.wait_seconds !== null && <WaitLeft seconds={step.wait_seconds} />}
      {step.ask !== null && <p className="guide-ask">{step.ask}</p>}
      <div className="buttons">
        {step.choices.map((choice, index) => (
          <Button key={choice.code} size="large" autoFocus={index === 0} disabled={sending.busy} onClick={() => answer(choice.code)}><kbd>{index + 1}</kbd> {choice.words}</Button>
        ))}
        {step.ask === null && <Button type="primary" size="large" autoFocus loading={sending.busy} onClick={() => answer(true)}>{say('guides.said')}</Button>}
      </div>
      {step.evidence !== null && <EvidenceField kind={step.evidence} words={step.ask ?? ''} busy={sending.busy} give={answer} />}
      {!step.hard && <Skip runId={runId} step={step.step} />}
      {sending.problem && <ProblemNotice problem={sending.problem} />}
    </div>
  );
}

function Skip({ runId, step }: { runId: string; step: string }) {
  const say = useSay();
  const sending = useSend('guide.skip');
  const [reason, setReason] = useState<string | null>(null);
  const skip = () => void (reason?.trim() && sending.send({ params: { run_id: runId }, body: { step, reason: reason.trim(), language: say.language } }));
  if (reason === null) return <p><Button type="text" onClick={() => setReason('')}>{say('guides.skip')}</Button></p>;
  return (
    <div className="guide-line">
      <Input autoFocus maxLength={200} aria-label={say('guides.why_skip')} placeholder={say('guides.why_skip')} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={skip} />
      <Button loading={sending.busy} disabled={reason.trim() === ''} onClick={skip}>{say('guides.skip')}</Button>
      {sending.problem && <ProblemNotice problem={sending.problem} />}
    </div>
  );
}
