/** Declared events, such as a storm over an area: declare one, end one, see them all. */

import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Empty, Loading } from '../../ui/notices.tsx';
import { MomentField } from '../../ui/moment_field.tsx';
import { momentText } from '../../ui/moments.ts';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { EventView } from '../../wire/view/views.ts';
import { AreaField } from '../area_field.tsx';
import { useAsk, useSend } from '../ask.ts';
import { useMay } from '../rights.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { stamp } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { EventMark } from './event_mark.tsx';

export default function Events() {
  const say = useSay();
  const list = useAsk('event.list', {});
  const may = useMay();
  const items = list.data?.items ?? [];
  return (
    <>
      <h1>{say('place.events')}</h1>
      <p className="quiet">{say('events.what_for')}</p>
      {may('event.declare') && <DeclareForm />}
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say('events.none')} />}
      {items.length > 0 && <EventTable items={items} />}
    </>
  );
}

function EventTable({ items }: { items: readonly EventView[] }) {
  const say = useSay();
  const me = useMe();
  const may = useMay();
  const columns: Column<EventView>[] = [
    { name: 'area', words: say('field.area'), isHeading: true, render: (it) => it.area },
    { name: 'kind', words: say('events.kind'), render: (it) => <EventMark event={it} /> },
    { name: 'begins', words: say('field.begins_at'), render: (it) => momentText(it.begins_at, me.time_zone) },
    { name: 'ends', words: say('field.ends_at'), render: (it) => (it.ends_at === null ? say('events.open_end') : momentText(it.ends_at, me.time_zone)) },
    { name: 'note', words: say('field.note'), render: (it) => it.note ?? '' },
    { name: 'end', words: say('events.end'), render: (it) => (it.ends_at === null && may('event.end') ? <EndButton event={it} /> : null) },
  ];
  return <PlainTable caption={say('place.events')} columns={columns} rows={items} keyOf={(it) => it.event_id} />;
}

function EndButton({ event }: { event: EventView }) {
  const say = useSay();
  const end = useSend('event.end');
  return (
    <>
      <Button loading={end.busy} onClick={() => void end.send({ params: { event_id: event.event_id }, body: { ends_at: stamp() } })} aria-label={say('events.end_area', { area: event.area })}>{say('events.end_now')}</Button>
      {end.problem && <ProblemNotice problem={end.problem} again={end.again ? () => void end.again?.() : undefined} />}
    </>
  );
}

type Declared = { area: string; begins_at: string; ends_at?: string; note?: string };

function DeclareForm() {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<Declared>();
  const declare = useSend('event.declare');
  const [done, setDone] = useState('');
  const required = [{ required: true, message: say('required') }];
  const submit = async (values: Declared) => {
    const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Declared;
    if ((await declare.send({ body })) === null) return;
    setDone(say('events.declared', { area: values.area }));
    form.resetFields();
  };
  return (
    <Form form={form} layout="vertical" className="card" onFinish={(values) => void submit(values)}>
      <h2>{say('events.declare')}</h2>
      <div className="field-row">
        <Form.Item name="area" label={say('field.area')} rules={required}><AreaField /></Form.Item>
        <Form.Item name="begins_at" label={say('field.begins_at')} rules={required}><MomentField zone={me.time_zone} /></Form.Item>
        <Form.Item name="ends_at" label={say('field.ends_at')} extra={say('events.end_hint')}><MomentField zone={me.time_zone} /></Form.Item>
        <Form.Item name="note" label={say('field.note')}><Input /></Form.Item>
      </div>
      {declare.problem && <ProblemNotice problem={declare.problem} again={declare.again ? () => void declare.again?.() : undefined} />}
      <Button type="primary" htmlType="submit" loading={declare.busy}>{say('events.declare')}</Button>
      <p role="status" className="done-line">{done}</p>
    </Form>
  );
}
