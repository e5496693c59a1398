/** Choosing an engineer, with what each already has to do. */

import { Select } from 'antd';
import type { PersonView } from '../../wire/view/views.ts';
import { useAsk } from '../ask.ts';
import { useSay } from '../words.ts';

/** Engineers at work: those of the zone first, then those with the least to do. */
export function useEngineers(zone: string | null): PersonView[] {
  const people = useAsk('person.list', { query: { role: 'engineer', limit: 200 } });
  return inOrder(people.data?.items ?? [], zone);
}

export function inOrder(people: readonly PersonView[], zone: string | null): PersonView[] {
  const away = (it: PersonView) => (zone !== null && it.zones.includes(zone) ? 0 : 1);
  return people
    .filter((it) => it.active && it.counts_as.includes('engineer'))
    .toSorted((a, b) => away(a) - away(b) || a.open_visits - b.open_visits || (a.name ?? '').localeCompare(b.name ?? ''));
}

type Props = { zone: string | null; id?: string; value?: string; onChange?: (value: string) => void };

export function EngineerField({ zone, ...control }: Props) {
  const say = useSay();
  const engineers = useEngineers(zone);
  const options = engineers.map((it) => ({
    value: it.person_id,
    label: `${it.name ?? it.person_id} · ${say('open_visits', { count: it.open_visits })}${zone !== null && it.zones.includes(zone) ? ` · ${say('own_zone')}` : ''}`,
  }));
  return <Select {...control} options={options} showSearch={{ optionFilterProp: 'label' }} />;
}
