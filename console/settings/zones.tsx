/** The zones of the rules in force with their words, their source and what is promised in each. */

import type { ZoneView } from '../../wire/view/settings_views.ts';
import { useSay } from '../words.ts';

export function Zones({ zones }: { zones: readonly ZoneView[] }) {
  const say = useSay();
  return (
    <section aria-labelledby="zones-in-force">
      <h2 id="zones-in-force">{say('settings.zones_promised')}</h2>
      <div className="pack-lists">
        {zones.map((zone) => (
          <article key={zone.code} className="card" aria-labelledby={`zone-${zone.code}`}>
            <h3 id={`zone-${zone.code}`}>{zone.words[say.language] ?? zone.code} <code>{zone.code}</code></h3>
            {zone.promises.length === 0 && <p className="quiet">{say('settings.zone_same')}</p>}
            <ul className="plain">
              {zone.promises.map((it, nth) => (
                <li key={nth}>
                  {it.words[say.language] ?? it.clock}: <strong>{it.target}</strong>
                  {it.conditional && <span className="quiet"> {say('settings.conditional')}</span>} {it.source.map((row) => <code key={row} className="cited">{row}</code>)}
                </li>
              ))}
            </ul>
            {zone.source.map((it) => <p key={it.row} className="quiet"><code className="cited">{it.row}</code> {it.text}</p>)}
          </article>
        ))}
      </div>
    </section>
  );
}
