/** Who could go to the chosen case: load, distance, skill and a no of theirs, the likeliest first; a digit chooses one. */

import { CheckCircleFilled, CloseCircleFilled, QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Mark } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import type { CandidateView } from '../../wire/view/case_around.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { useChoices } from '../choices.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

type Found = { place_known: boolean; items: readonly CandidateView[] };
type Props = { found: Found | undefined; row: CaseRow; busy: boolean; assignTo: (engineer: CandidateView) => Promise<void> };

export function Candidates({ found, row, busy, assignTo }: Props) {
  const say = useSay();
  return (
    <section className="card" aria-labelledby="engineers">
      <h2 id="engineers">{say('dispatch.who_for', { number: row.number })}</h2>
      {found === undefined && <Loading words={say('loading')} />}
      {found && <p className="quiet">{say(found.place_known ? 'dispatch.straight' : 'dispatch.place_unknown')}</p>}
      <ol className="plain engineers">
        {found?.items.map((it, index) => (
          <li key={it.person_id} className={it.own_zone ? 'own-zone' : undefined}>
            <kbd aria-hidden="true">{index < 9 ? index + 1 : ''}</kbd>
            <Candidate candidate={it} placeKnown={found.place_known} />
            <Load count={it.open_visits} />
            <Button type={index === 0 && it.declined === null ? 'primary' : 'default'} disabled={busy} onClick={() => void assignTo(it)} aria-label={say('dispatch.assign_to', { number: row.number, name: it.name ?? it.person_id })}>
              {say('action.assign')}
            </Button>
          </li>
        ))}
      </ol>
      {found?.items.length === 0 && <Empty words={say('dispatch.nobody')} />}
    </section>
  );
}

function Candidate({ candidate, placeKnown }: { candidate: CandidateView; placeKnown: boolean }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const { declined, distance_km: km } = candidate;
  const distance = km === null ? (placeKnown ? say('dispatch.distance_unknown') : null) : say(candidate.distance_from === 'base' ? 'dispatch.distance_base' : 'dispatch.distance', { km });
  return (
    <span>
      <strong>{candidate.name ?? candidate.person_id}</strong> <SkillMark skill={candidate.skill} />
      <span className="second-line facts">
        <span>{candidate.zones.map((zone) => choices.name('zones', zone)).join(say('list_comma'))}{candidate.own_zone && ` · ${say('own_zone')}`}</span>
        {distance !== null && <span>{distance}</span>}
      </span>
      {declined && <span className="second-line declined">{say('dispatch.declined', { time: momentText(declined.at, me.time_zone), reason: declined.reason })}</span>}
    </span>
  );
}

function SkillMark({ skill }: { skill: CandidateView['skill'] }) {
  const say = useSay();
  if (skill === 'fits') return <Mark hue="green" icon={<CheckCircleFilled />}>{say('dispatch.skill_fits')}</Mark>;
  if (skill === 'other') return <Mark hue="amber" icon={<CloseCircleFilled />}>{say('dispatch.skill_other')}</Mark>;
  return <Mark hue="grey" icon={<QuestionCircleOutlined />}>{say('dispatch.skill_none_said')}</Mark>;
}

/** What somebody has to do, as a number in words and as that many dots. */
function Load({ count }: { count: number }) {
  const say = useSay();
  return (
    <span className="load">
      <span aria-hidden="true" className="dots">{'●'.repeat(Math.min(count, 6))}{'○'.repeat(Math.max(0, 3 - count))}</span>
      {say('open_visits', { count })}
    </span>
  );
}
