/** Our people: who they are, what they may do, how to add one. */

import { CheckCircleFilled, StopOutlined } from '@ant-design/icons';
import { Loading, Empty } from '../../ui/notices.tsx';
import { Mark } from '../../ui/mark.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { PersonView } from '../../wire/view/views.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useRoleName } from '../role_name.ts';
import { useSay } from '../words.ts';
import { AddPerson } from './add_person.tsx';
import { PersonButtons } from './edit_person.tsx';

export default function People() {
  const say = useSay();
  const may = useMay();
  const list = useAsk('person.list', { query: { limit: 200 } });
  const items = list.data?.items ?? [];
  return (
    <>
      <h1>{say('place.people')}</h1>
      {may('person.add') && <AddPerson />}
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say('people.none')} />}
      {items.length > 0 && <PeopleTable items={items} />}
    </>
  );
}

function PeopleTable({ items }: { items: readonly PersonView[] }) {
  const say = useSay();
  const roleName = useRoleName();
  const choices = useChoices();
  const may = useMay();
  const columns: Column<PersonView>[] = [
    { name: 'name', words: say('field.name'), isHeading: true, render: (it) => it.name ?? say('erased') },
    { name: 'phone', words: say('field.phone'), render: (it) => (it.phone === null ? '—' : <a className="unbroken" href={`tel:${it.phone.replace(/[^\d+]/g, '')}`}>{it.phone}</a>) },
    { name: 'email', words: say('sign_in.email'), render: (it) => it.email ?? '—' },
    { name: 'roles', words: say('field.roles'), render: (it) => it.roles.map(roleName).join(say('list_comma')) },
    { name: 'zones', words: say('field.zones'), render: (it) => it.zones.map((zone) => choices.name('zones', zone)).join(say('list_comma')) || '—' },
    { name: 'open', words: say('people.open_visits'), align: 'end', render: (it) => it.open_visits },
    { name: 'active', words: say('people.state'), render: (it) => (it.active ? <Mark hue="green" icon={<CheckCircleFilled />}>{say('people.active')}</Mark> : <Mark hue="grey" icon={<StopOutlined />}>{say('people.left')}</Mark>) },
    ...(may('person.describe') ? [{ name: 'change', words: say('people.change'), render: (it: PersonView) => <PersonButtons person={it} /> }] : []),
  ];
  return <PlainTable caption={say('place.people')} columns={columns} rows={items} keyOf={(it) => it.person_id} />;
}
