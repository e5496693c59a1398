/** Choosing somebody of ours. */

import { Select } from 'antd';
import { useAsk } from '../ask.ts';

export function PersonField(control: { id?: string; value?: string; onChange?: (value: string) => void }) {
  const people = useAsk('person.list', { query: { limit: 200 } });
  const options = (people.data?.items ?? []).filter((it) => it.active).map((it) => ({ value: it.person_id, label: it.name ?? it.person_id }));
  return <Select {...control} allowClear options={options} showSearch={{ optionFilterProp: 'label' }} />;
}
