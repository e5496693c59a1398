/** A run as the time line tells it: the situation, how it ended, and what was said and answered. */

import type { GuideRun, StepSaid } from '../../wire/view/guide_views.ts';
import { useAsk } from '../ask.ts';
import { useSay } from '../words.ts';
import { EvidencePicture } from './evidence_picture.tsx';
import { SaidWords, type KnownWords } from './said_words.tsx';

export function RunInWords({ runId }: { runId: string }) {
  const say = useSay();
  const run = useAsk('guide.run', { params: { run_id: runId }, query: {} }, { refresh: false }).data;
  if (run === undefined) return null;
  const { concluded } = run;
  // What was shown is what the reader came for.
  const hasPictures = run.said.some((it) => it.image !== null);
  return (
    <>
      <p>{run.words}{concluded?.conclusion && <> → <strong>{concluded.conclusion.words}</strong></>}</p>
      {concluded?.broken_off && <p className="as-written">{say('guides.stopped', { reason: concluded.broken_off })}</p>}
      {concluded?.note && <p className="as-written">{concluded.note}</p>}
      {run.said.length > 0 && <details open={hasPictures}><summary>{say('guides.what_was_said')}</summary><RunSaid run={run} known={{}} /></details>}
    </>
  );
}

export function RunSaid({ run, known }: { run: GuideRun; known: KnownWords }) {
  if (run.said.length === 0) return null;
  return (
    <ol className="guide-said">
      {run.said.map((it) => <li key={it.step}><SaidWords pieces={it.words} known={known} /><Asked said={it} /><Answered said={it} /></li>)}
    </ol>
  );
}

/** What was said or done, and what was asked, are two things; where nothing was said the question alone stands there. */
function Asked({ said: { ask, words } }: { said: StepSaid }) {
  return ask === null || ask === words.map((piece) => piece.text).join('') ? null : <span className="guide-asked"> {ask}</span>;
}

function Answered({ said }: { said: StepSaid }) {
  const say = useSay();
  if (said.skipped !== null) return <span className="quiet"> — {say('guides.skipped', { reason: said.skipped })}</span>;
  if (said.erased) return <span className="quiet"> — {say('erased')}</span>;
  if (said.image !== null) return <EvidencePicture image={said.image} words={said.ask ?? ''} />;
  return said.answer === null ? null : <strong className="as-written"> — {said.answer}</strong>;
}
