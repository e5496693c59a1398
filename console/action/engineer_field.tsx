/** Choosing an engineer for a case: the same people in the same order as dispatching shows them, with what each already has to do. */

import { Select } from 'antd';
import { useAsk } from '../ask.ts';
import { useSay } from '../words.ts';

type Props = { caseId: string; id?: string; value?: string; onChange?: (value: string) => void };

export function EngineerField({ caseId, ...control }: Props) {
  const say = useSay();
  const engineers = useAsk('case.engineers', { params: { case_id: caseId } });
  const options = (engineers.data?.items ?? []).map((it) => {
    const about = [it.name ?? it.person_id, say('open_visits', { count: it.open_visits })];
    if (it.own_zone) about.push(say('own_zone'));
    if (it.skill === 'fits') about.push(say('dispatch.skill_fits'));
    if (it.distance_km !== null) about.push(say(it.distance_from === 'base' ? 'dispatch.distance_base' : 'dispatch.distance', { km: it.distance_km }));
    if (it.declined) about.push(say('dispatch.declined_once'));
    return { value: it.person_id, label: about.join(' · ') };
  });
  return <Select {...control} options={options} loading={engineers.isLoading} showSearch={{ optionFilterProp: 'label' }} />;
}
