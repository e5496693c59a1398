/** What is looked after, as a table: since when, by whom, and whether anything of it is open or was missed. */

import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { CheckCircleFilled, ClockCircleOutlined, CloseSquareFilled, PauseCircleOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { Mark } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { InCare } from '../../wire/view/duty_views.ts';
import { usePages } from '../pages.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';

export function InCareList() {
  const say = useSay();
  const me = useMe();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim());
  const list = usePages('duty.in_care', { query: { limit: 50, ...(q === '' ? {} : { q }) } });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<InCare>[] = [
    {
      name: 'subject', words: say('due.subject'), isHeading: true,
      render: (it) => <Link to="/due/$subject_kind/$subject_id" params={{ subject_kind: it.subject_kind, subject_id: it.subject_id }}>{say(`due.subject_kind.${it.subject_kind}`)} · {it.subject}</Link>,
    },
    { name: 'since', words: say('due.since'), render: (it) => (it.since === null ? '—' : momentText(it.since, me.time_zone)) },
    { name: 'in_charge', words: say('due.in_charge'), render: (it) => it.in_charge_name ?? it.in_charge ?? '—' },
    { name: 'next', words: say('due.next'), render: (it) => (it.next_due_at === null ? '—' : <span className="unbroken">{momentText(it.next_due_at, me.time_zone)}</span>) },
    { name: 'state', words: say('due.state'), render: (it) => <Standing item={it} /> },
  ];
  return (
    <>
      <Input.Search className="filter-wide" aria-label={say('due.find')} placeholder={say('due.find')} allowClear value={typed} onChange={(event) => setTyped(event.target.value)} />
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say(q === '' ? 'due.none.care' : 'due.none_found')} />}
      {list.data && <div hidden={items.length === 0}><PlainTable caption={say('due.show.care')} columns={columns} rows={items} keyOf={(it) => `${it.subject_kind} ${it.subject_id}`} /></div>}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button></p>}
    </>
  );
}

function Standing({ item }: { item: InCare }) {
  const say = useSay();
  if (item.set_aside) return <Mark hue="grey" icon={<PauseCircleOutlined />}>{say('due.care_aside')}</Mark>;
  if (item.missed > 0) return <Mark hue="red" icon={<CloseSquareFilled />}>{say('due.care_missed', { count: item.missed })}</Mark>;
  if (item.open > 0) return <Mark hue="blue" icon={<ClockCircleOutlined />}>{say('due.care_open', { count: item.open })}</Mark>;
  return <Mark hue="green" icon={<CheckCircleFilled />}>{say('due.care_fine')}</Mark>;
}
