/** What would be promised for the report as typed so far; the agent reads it to the caller. */

import { FieldTimeOutlined } from '@ant-design/icons';
import { shortMoment } from '../../ui/moments.ts';
import { useAsk } from '../ask.ts';
import { useServerNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';
import { spokenPromises } from './aloud.ts';
import type { Typed } from './report_form.tsx';

export function PromisePreview({ typed }: { typed: Partial<Typed> }) {
  const say = useSay();
  const me = useMe();
  const now = useServerNow();
  const area = useSettled(typed.area);
  const zone = typed.zone ?? '';
  const asked = {
    zone,
    ...(area ? { area } : {}),
    ...(typed.matter ? { matter: typed.matter } : {}),
    ...(typed.customer_class ? { customer_class: typed.customer_class } : {}),
    ...(typed.agreed_minutes ? { agreed_minutes: typed.agreed_minutes } : {}),
    ...(typed.at ? { at: typed.at } : {}),
    lang: say.language,
  };
  const preview = useAsk('case.preview', { body: asked }, { enabled: zone !== '', keep: true });
  return (
    <section className="preview" aria-live="polite" aria-labelledby="preview">
      <h3 id="preview"><FieldTimeOutlined aria-hidden /> {say('desk.promise')}</h3>
      {zone === '' && <p className="quiet">{say('desk.promise_needs_zone')}</p>}
      {zone !== '' && preview.error && <p>{say('desk.promise_unknown')}</p>}
      {zone !== '' && preview.data?.promises.length === 0 && <p className="quiet">{say('desk.promise_none')}</p>}
      {zone !== '' && preview.data && (
        <p className="aloud"><span className="quiet">{say('aloud.say')}</span> <q>{spokenPromises(preview.data.promises, me.time_zone, now, say)}</q></p>
      )}
      {zone !== '' && preview.data && (
        <ul className="plain">
          {preview.data.promises.map((it) => (
            <li key={it.clock}>
              <strong>{it.words}</strong>: {it.target_words}
              {it.deadline !== null && <> <span className="by-when">{say('desk.by_when', { time: shortMoment(it.deadline, me.time_zone, now) })}</span></>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
