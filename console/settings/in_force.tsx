/** What the rules in force say of place and time; read here, changed in the rules themselves. */

import { Link } from '@tanstack/react-router';
import { Loading } from '../../ui/notices.tsx';
import { useAsk } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useSay } from '../words.ts';
import { Calendars } from './calendars.tsx';
import { ImportCalendar } from './import_calendar.tsx';
import { Zones } from './zones.tsx';

export function InForce() {
  const say = useSay();
  const may = useMay();
  const rules = useAsk('pack.in_force', { query: { lang: say.language } }, { refresh: false });
  if (rules.error) return <ProblemNotice problem={rules.error.problem} again={() => void rules.refetch()} />;
  if (!rules.data) return <Loading words={say('loading')} />;
  return (
    <>
      <Zones zones={rules.data.zones} />
      <Calendars calendars={rules.data.calendars} />
      {may('pack.propose') && <ImportCalendar calendars={rules.data.calendars} />}
      <p className="after-cards"><Link to="/packs/$pack_hash" params={{ pack_hash: rules.data.pack_hash }} className="button-link">{say('settings.to_rules', { name: rules.data.name, version: rules.data.version })}</Link></p>
    </>
  );
}
