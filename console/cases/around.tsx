/** What stands around a case: the people with their numbers, the files, the cases it may belong with. */

import { Link } from '@tanstack/react-router';
import { momentText } from '../../ui/moments.ts';
import type { CaseAround, CasePerson } from '../../wire/view/case_around.ts';
import type { CaseView } from '../../wire/view/views.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { StateMark } from '../marks.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMayHere } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { Files } from './files.tsx';

/** Asked once, whoever shows a part of it. */
function useAround({ row }: CaseView) {
  return useAsk('case.around', { params: { case_id: row.case_id } }, { keep: true });
}

export function PeopleAround({ view }: { view: CaseView }) {
  const around = useAround(view);
  if (around.error) return <ProblemNotice problem={around.error.problem} again={() => void around.refetch()} />;
  return around.data ? <People people={around.data.people} /> : null;
}

export function PapersAround({ view }: { view: CaseView }) {
  const { data } = useAround(view);
  if (!data) return null;
  return (
    <>
      <Files case_id={view.row.case_id} files={data.files} mayAdd={view.allowed.includes('add_file')} />
      {data.related.length > 0 && <Related related={data.related} />}
    </>
  );
}

function People({ people }: { people: readonly CasePerson[] }) {
  const say = useSay();
  const may = useMayHere('case.get');
  const name = (person: CasePerson) => person.name ?? (person.id === 'system' ? say('by_system') : (person.id ?? '—'));
  return (
    <section className="card" aria-labelledby="people">
      <h2 id="people">{say('case.people')}</h2>
      <ul className="plain case-people">
        {people.map((person) => (
          <li key={`${person.part} ${person.id}`}>
            <span className="quiet">{say(`case_person.${person.part}`)}</span>
            <span>
              {person.part === 'owner' && may('customer.get') ? <Link to="/customers/$customer_id" params={{ customer_id: person.id! }}>{name(person)}</Link> : name(person)}
              {person.phase !== null && <> <StateMark state={person.phase} group="phase" /></>}
            </span>
            <span className="numbers">
              {person.phones.map((phone) => <a key={phone} className="call" href={`tel:${phone.replace(/[^\d+]/g, '')}`} aria-label={say('call_person', { name: name(person), phone })}>{phone}</a>)}
              {person.phones.length === 0 && <span className="quiet">{say('no_number')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Related({ related }: { related: CaseAround['related'] }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  return (
    <section className="card" aria-labelledby="related">
      <h2 id="related">{say('case.related')}</h2>
      <ul className="plain related">
        {related.map(({ row, why }) => (
          <li key={row.case_id}>
            <p className="title-line">
              <Link to="/cases/$case_id" params={{ case_id: row.case_id }}>{row.number}</Link> <StateMark state={row.state} />
              <span className="quiet">{why.map((it) => say(`related.${it}`)).join(say('list_comma'))}</span>
            </p>
            <p>{choices.name('matters', row.matter)} · {momentText(row.reported_at, me.time_zone)}{row.description !== null && <span className="second-line clipped">{row.description}</span>}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
