/** What is due: by day, one's own or everybody's, with what was missed; and taking something into care. */

import { getRouteApi } from '@tanstack/react-router';
import { Button, Checkbox, Segmented } from 'antd';
import { Empty, Loading } from '../../ui/notices.tsx';
import { usePages } from '../pages.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useSay } from '../words.ts';
import { DueTable } from './due_table.tsx';
import { InCareList } from './in_care.tsx';
import { TakeOn } from './take_on.tsx';

const states = ['due', 'coming', 'missed', 'done', 'care'] as const;
export type DueShown = (typeof states)[number];
const route = getRouteApi('/due');

export default function Due() {
  const say = useSay();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const state = states.find((it) => it === search.state) ?? 'due';
  const isMine = search.mine === 'true';
  const change = (part: { state?: string; mine?: string | undefined }) => void navigate({ search: { ...search, ...part } as typeof search, replace: true });
  return (
    <>
      <h1>{say('place.due')}</h1>
      <p className="quiet">{say('due.what_for')}</p>
      <search className="filters" aria-label={say('filters')}>
        <Segmented<DueShown> aria-label={say('due.show')} value={state} onChange={(it) => change({ state: it })} options={states.map((value) => ({ value, label: say(`due.show.${value}`) }))} />
        {state !== 'care' && <Checkbox checked={isMine} onChange={(event) => change({ mine: event.target.checked ? 'true' : undefined })}>{say('due.mine')}</Checkbox>}
      </search>
      {state === 'care' ? <InCareList /> : <Dates state={state} isMine={isMine} />}
      {may('duty.take_on') && <TakeOn />}
    </>
  );
}

function Dates({ state, isMine }: { state: Exclude<DueShown, 'care'>; isMine: boolean }) {
  const say = useSay();
  const list = usePages('duty.list', { query: { limit: 50, lang: say.language, state, mine: isMine ? 'true' : 'false' } });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say(`due.none.${state}`)} />}
      {list.data && <div hidden={items.length === 0}><DueTable caption={say('place.due')} items={items} withSubject /></div>}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button></p>}
    </>
  );
}
