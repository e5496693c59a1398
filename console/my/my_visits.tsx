/** The engineer's day: my visits, the next deadline first. */

import { Link } from '@tanstack/react-router';
import { Empty, Loading } from '../../ui/notices.tsx';
import { momentText } from '../../ui/moments.ts';
import type { Answer } from '../../wire/client.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { Countdown } from '../countdown.tsx';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

type VisitOfCase = Answer<'visit.list'>['items'][number];

export default function MyVisits() {
  const say = useSay();
  const me = useMe();
  const list = useAsk('visit.list', { query: { engineer_id: me.person_id, open: 'true', limit: 100 } });
  const visits = (list.data?.items ?? []).toSorted((a, b) => dueOf(a) - dueOf(b));
  return (
    <div className="phone">
      <h1>{say('place.my')}</h1>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && visits.length === 0 && <Empty words={say('my.none')} />}
      <ul className="plain">{visits.map((it) => <VisitCard key={it.visit_id} visit={it} />)}</ul>
    </div>
  );
}

function dueOf(visit: VisitOfCase): number {
  return visit.case.next_deadline === null ? Infinity : Date.parse(visit.case.next_deadline);
}

function VisitCard({ visit }: { visit: VisitOfCase }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const { case: row } = visit;
  return (
    <li>
      <Link to="/my/$case_id/$visit_id" params={{ case_id: visit.case_id, visit_id: visit.visit_id }} className="card visit-card">
        <span className="title-line"><strong>{row.number}</strong> <StateMark state={visit.phase} group="phase" /></span>
        {row.next_deadline !== null && <span><Countdown deadline={row.next_deadline} /> <span className="quiet">{row.next_clock !== null && choices.name('clocks', row.next_clock)}</span></span>}
        <span className="as-written">{row.address ?? choices.name('zones', row.zone)}</span>
        <span className="quiet">{choices.name('matters', row.matter)}{row.description !== null && ` · ${row.description}`}</span>
        {visit.appointment_at !== null && <span>{say('my.appointment', { time: momentText(visit.appointment_at, me.time_zone) })}</span>}
      </Link>
    </li>
  );
}
