/** The filters over the case list; each change is a change of the address. */

import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Input, Segmented, Select } from 'antd';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { useMay } from '../rights.ts';
import type { CaseSearch } from '../address.ts';
import { useSay } from '../words.ts';
import { Drilled } from './drilled.tsx';

export function CaseFilters({ search }: { search: CaseSearch }) {
  const say = useSay();
  const choices = useChoices();
  const may = useMay();
  const navigate = useNavigate({ from: '/cases' });
  const change = (part: { [N in keyof CaseSearch]?: string | undefined }) => {
    const next = { ...search, ...part };
    void navigate({ search: Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as CaseSearch, replace: true });
  };
  return (
    <search className="filters" aria-label={say('filters')}>
      <Segmented
        aria-label={say('cases.state')}
        value={search.state ?? 'open'}
        onChange={(state) => change({ state })}
        options={(['open', 'finished', 'all'] as const).map((value) => ({ value, label: say(`cases.${value}`) }))}
      />
      <Select aria-label={say('field.zone')} placeholder={say('field.zone')} allowClear value={search.zone ?? null} options={choices.of('zones')} onChange={(zone) => change({ zone: zone ?? undefined })} className="filter" />
      {may('person.list') && <EngineerFilter value={search.engineer_id} change={(engineer_id) => change({ engineer_id })} />}
      <Checkbox checked={search.late === 'true'} onChange={(event) => change({ late: event.target.checked ? 'true' : undefined })}>{say('cases.late_only')}</Checkbox>
      <Input.Search key={search.q ?? ''} aria-label={say('cases.search')} placeholder={say('cases.search')} allowClear defaultValue={search.q ?? ''} onSearch={(q) => change({ q: q || undefined })} className="filter-wide" />
      <Drilled search={search} clear={(names) => change(Object.fromEntries(names.map((name) => [name, undefined])))} />
    </search>
  );
}

function EngineerFilter({ value, change }: { value: string | undefined; change: (id: string | undefined) => void }) {
  const say = useSay();
  const people = useAsk('person.list', { query: { role: 'engineer', limit: 200 } });
  const options = (people.data?.items ?? []).filter((it) => it.active).map((it) => ({ value: it.person_id, label: it.name ?? it.person_id }));
  return <Select aria-label={say('field.engineer_id')} placeholder={say('field.engineer_id')} allowClear showSearch={{ optionFilterProp: 'label' }} value={value ?? null} options={options} onChange={(id) => change(id ?? undefined)} className="filter" />;
}
