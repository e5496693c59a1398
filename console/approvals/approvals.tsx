/** Approvals: those that wait for oneself, those one asked for, all that wait; and who acts for whom. */

import { getRouteApi } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Empty, Loading } from '../../ui/notices.tsx';
import { usePages } from '../pages.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { ApprovalCard } from './approval_card.tsx';
import { Deputies } from './deputies.tsx';

const views = ['mine', 'asked', 'waiting'] as const;
type Shown = (typeof views)[number];
const route = getRouteApi('/approvals');

export default function Approvals() {
  const say = useSay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [line, tell] = useState('');
  const view = views.find((it) => it === search.view) ?? 'mine';
  const list = usePages('approval.list', { query: { limit: 50, lang: say.language, view } });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (it: Shown) => {
    tell('');
    void navigate({ search: it === 'mine' ? {} : { view: it }, replace: true });
  };
  return (
    <>
      <h1>{say('place.approvals')}</h1>
      <p className="quiet">{say('approvals.what_for')}</p>
      <search className="filters" aria-label={say('filters')}>
        <Segmented<Shown> aria-label={say('approvals.show')} value={view} onChange={change} options={views.map((value) => ({ value, label: say(`approvals.show.${value}`) }))} />
      </search>
      <p role="status" className="done-line">{line}</p>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say(`approvals.none.${view}`)} />}
      {items.length > 0 && <div className="card">{items.map((it) => <ApprovalCard key={it.approval_id} approval={it} withCase told={tell} />)}</div>}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button></p>}
      <Deputies />
    </>
  );
}
