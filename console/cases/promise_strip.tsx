/** The promises of a case side by side: verdict, countdown, deadline, and the steps that led there. */

import { useId, useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import type { ReadingView } from '../../wire/view/views.ts';
import { Countdown } from '../countdown.tsx';
import { DisputedMark, VerdictMark } from '../marks.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

export function PromiseStrip({ readings }: { readings: readonly ReadingView[] }) {
  const say = useSay();
  if (readings.length === 0) return <p className="quiet">{say('promises.none_yet')}</p>;
  return (
    <section aria-label={say('promises')} className="strip">
      {readings.map((reading) => (
        <Promise key={`${reading.clock} ${reading.subject_id} ${reading.round} ${reading.occurrence ?? 0}`} reading={reading} />
      ))}
    </section>
  );
}

function Promise({ reading }: { reading: ReadingView }) {
  const say = useSay();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const steps = useId();
  const running = reading.stopped_at === null && reading.cancelled_at === null && reading.deadline !== null && !reading.paused;
  return (
    <article className={`card promise promise-${reading.verdict ?? 'none'}`}>
      <h2>{reading.words}{reading.round > 1 && ` · ${say('round', { round: reading.round })}`}</h2>
      <p className="promise-state">
        {reading.verdict && <VerdictMark verdict={reading.verdict} />}
        {reading.paused && <span className="quiet">{say('paused')}</span>}
        {running && <Countdown deadline={reading.deadline!} />}
      </p>
      <dl className="pairs">
        <div><dt>{say('promise.target')}</dt><dd>{reading.target_words}</dd></div>
        {reading.deadline !== null && <div><dt>{say('promise.deadline')}</dt><dd>{momentText(reading.deadline, me.time_zone, 'second')}</dd></div>}
        {reading.stopped_at !== null && <div><dt>{say('promise.stopped')}</dt><dd>{momentText(reading.stopped_at, me.time_zone, 'second')}</dd></div>}
        {reading.elapsed_minutes !== null && <div><dt>{say(reading.stopped_at === null && reading.cancelled_at === null ? 'promise.so_far' : 'promise.elapsed')}</dt><dd>{say('minutes', { count: Math.round(reading.elapsed_minutes * 10) / 10 })}</dd></div>}
      </dl>
      {reading.band !== undefined && <p>{say('promise.band', { band: reading.band })}</p>}
      {reading.disputed.length > 0 && <DisputedMark reasons={reasonsOf(reading.disputed)} />}
      {reading.error !== undefined && <p role="alert">{reading.error}</p>}
      <button type="button" className="text-button" aria-expanded={open} aria-controls={steps} onClick={() => setOpen(!open)}>{say('why')}</button>
      <div id={steps} hidden={!open}>
        <ol className="why">{reading.why.map((step, index) => <li key={index}>{step}</li>)}</ol>
        <p className="quiet">{[reading.source.join(' '), reading.pack].filter(Boolean).join(' · ')}</p>
      </div>
    </article>
  );
}

/** A reading names the fact as well, `01m7…: too_old`; the time line shows which one it is, so here the reason is enough. */
function reasonsOf(disputed: readonly string[]): string[] {
  return [...new Set(disputed.map((it) => it.split(': ').at(-1) ?? it))];
}
