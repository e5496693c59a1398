/** One's inbox: what one was told about promises that run out, the unread first to see, each a way to its case. */

import { Link } from '@tanstack/react-router';
import { AuditOutlined, BellFilled, CalendarFilled, CheckCircleFilled, CloseSquareFilled, FieldTimeOutlined, FireFilled, RollbackOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { Mark, type Hue } from '../../ui/mark.tsx';
import { momentText, shortMoment } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { InboxItem } from '../../wire/view/message_views.ts';
import { useSend } from '../ask.ts';
import { StateMark } from '../marks.tsx';
import { usePages } from '../pages.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

/** As many as one press may mark. */
const pageSize = 50;
const markedAtOnceMax = 200;

export default function Inbox() {
  const say = useSay();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const list = usePages('inbox.list', { query: { limit: pageSize, lang: say.language, unread: unreadOnly ? 'true' : 'false' } });
  const mark = useSend('inbox.read');
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = items.filter((it) => it.read_at === null).map((it) => it.item_id);
  const read = (ids: readonly string[]) => void mark.send({ body: { items: ids.slice(0, markedAtOnceMax) } });
  return (
    <>
      <h1>{say('place.inbox')}</h1>
      <div className="filters">
        <Segmented aria-label={say('inbox.show')} value={unreadOnly ? 'unread' : 'all'} onChange={(it) => setUnreadOnly(it === 'unread')} options={[{ value: 'all', label: say('inbox.all') }, { value: 'unread', label: say('inbox.unread') }]} />
        <Link to="/approvals">{say('place.approvals')}</Link>
        {unread.length > 0 && <Button onClick={() => read(unread)} loading={mark.busy}>{say('inbox.mark_all')}</Button>}
      </div>
      {mark.problem && <ProblemNotice problem={mark.problem} again={mark.again ? () => void mark.again?.() : undefined} />}
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say(unreadOnly ? 'inbox.none_unread' : 'inbox.none')} />}
      {items.length > 0 && <ItemTable items={items} read={read} />}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button></p>}
    </>
  );
}

function ItemTable({ items, read }: { items: readonly InboxItem[]; read: (ids: readonly string[]) => void }) {
  const say = useSay();
  const me = useMe();
  const columns: Column<InboxItem>[] = [
    {
      name: 'number', words: say('field.number'), isHeading: true,
      // Whoever opens the case has read what was said of it.
      render: (it) => it.case_id === null ? <SubjectLink item={it} /> : <Link to="/cases/$case_id" params={{ case_id: it.case_id }} onClick={() => it.read_at === null && read([it.item_id])}>{it.number}</Link>,
    },
    { name: 'kind', words: say('inbox.kind'), render: (it) => <AlarmMark kind={it.kind} /> },
    { name: 'words', words: say('promise'), render: (it) => it.words },
    { name: 'deadline', words: say('promise.deadline'), render: (it) => it.deadline !== it.told_at && <span className="unbroken">{momentText(it.deadline, me.time_zone)}</span> },
    { name: 'state', words: say('cases.state'), render: (it) => it.state !== null && <StateMark state={it.state} /> },
    { name: 'told_at', words: say('inbox.told_at'), render: (it) => <span className="unbroken">{shortMoment(it.told_at, me.time_zone, serverNow())}</span> },
    { name: 'read', words: say('inbox.read'), render: (it) => <ReadMark item={it} read={read} /> },
  ];
  return <PlainTable caption={say('place.inbox')} columns={columns} rows={items} keyOf={(it) => it.item_id} toneOf={(it) => (it.read_at === null ? 'unread' : undefined)} />;
}

/** Of a duty: the way to what it is owed for. */
function SubjectLink({ item: { subject_kind, subject_id, number } }: { item: InboxItem }) {
  if (subject_kind === null || subject_id === null) return number;
  return <Link to="/due/$subject_kind/$subject_id" params={{ subject_kind, subject_id }}>{number}</Link>;
}

const alarms: Record<InboxItem['kind'], [Hue, ReactNode]> = {
  'clock.warned': ['amber', <BellFilled key="i" />],
  'clock.due': ['red', <WarningFilled key="i" />],
  'clock.escalated': ['purple', <FireFilled key="i" />],
  'duty.warned': ['amber', <CalendarFilled key="i" />],
  'duty.missed': ['red', <CloseSquareFilled key="i" />],
  'approval.asked': ['amber', <AuditOutlined key="i" />],
  'approval.reminded': ['red', <FieldTimeOutlined key="i" />],
  'approval.returned': ['purple', <RollbackOutlined key="i" />],
  'approval.granted': ['green', <CheckCircleFilled key="i" />],
};

function AlarmMark({ kind }: { kind: InboxItem['kind'] }) {
  const say = useSay();
  const [hue, icon] = alarms[kind];
  return <Mark hue={hue} icon={icon}>{say(`alarm.${kind}`)}</Mark>;
}

function ReadMark({ item, read }: { item: InboxItem; read: (ids: readonly string[]) => void }) {
  const say = useSay();
  const me = useMe();
  if (item.read_at !== null) return <span className="quiet">{say('inbox.read_at', { time: shortMoment(item.read_at, me.time_zone, serverNow()) })}</span>;
  return <Button size="small" aria-label={say('inbox.mark_read_one', { number: item.number, promise: item.words })} onClick={() => read([item.item_id])}>{say('inbox.mark_read')}</Button>;
}
