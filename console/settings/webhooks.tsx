/** Other systems that are told of alarms: subscribed, watched, stopped; and the messages that were given up. */

import { CheckCircleFilled, StopOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { alarmKind } from '../../core/case/alarm_facts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { MessageView, WebhookView } from '../../wire/view/message_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

export function Webhooks() {
  const say = useSay();
  const list = useAsk('webhook.list', { query: { limit: 200 } });
  const items = list.data?.items ?? [];
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">{say('webhooks.title')}</h2>
      <p className="quiet">{say('webhooks.what_for')}</p>
      <Subscribe />
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say('webhooks.none')} />}
      {items.length > 0 && <WebhookTable items={items} />}
      <Parked />
    </section>
  );
}

type Typed = { url: string; kinds: (typeof alarmKind.options)[number][] };

function Subscribe() {
  const say = useSay();
  const [form] = Form.useForm<Typed>();
  const subscribe = useSend('webhook.subscribe');
  const [done, setDone] = useState('');
  const submit = async (values: Typed) => {
    if ((await subscribe.send({ body: values })) === null) return;
    setDone(say('webhooks.subscribed'));
    form.resetFields();
  };
  return (
    <Form form={form} layout="vertical" className="card" autoComplete="off" initialValues={{ kinds: alarmKind.options }} onFinish={(values) => void submit(values)}>
      <h3>{say('webhooks.subscribe')}</h3>
      <Form.Item name="url" label={say('webhooks.url')} extra={say('webhooks.url_hint')} rules={[{ required: true, message: say('required') }]}><Input inputMode="url" placeholder="https://" /></Form.Item>
      <Form.Item name="kinds" label={say('webhooks.kinds')} rules={[{ required: true, message: say('required') }]}><Select mode="multiple" options={alarmKind.options.map((it) => ({ value: it, label: say(`alarm.${it}`) }))} /></Form.Item>
      {subscribe.problem && <ProblemNotice problem={subscribe.problem} again={subscribe.again ? () => void subscribe.again?.() : undefined} />}
      <Button type="primary" htmlType="submit" loading={subscribe.busy}>{say('webhooks.subscribe')}</Button>
      <p role="status" className="done-line">{done}</p>
    </Form>
  );
}

function WebhookTable({ items }: { items: readonly WebhookView[] }) {
  const say = useSay();
  const columns: Column<WebhookView>[] = [
    { name: 'url', words: say('webhooks.url'), isHeading: true, render: (it) => <span className="as-written">{it.url}</span> },
    { name: 'kinds', words: say('webhooks.kinds'), render: (it) => it.kinds.map((kind) => say(`alarm.${kind}`)).join(say('list_comma')) },
    { name: 'counts', words: say('webhooks.waiting'), align: 'end', render: (it) => `${it.waiting} / ${it.parked}` },
    { name: 'secret', words: say('webhooks.secret'), render: (it) => (it.secret === null ? '—' : <details><summary>{say('webhooks.show')}</summary><code className="as-written">{it.secret}</code></details>) },
    { name: 'state', words: say('people.state'), render: (it) => <WebhookState item={it} /> },
  ];
  return <PlainTable caption={say('webhooks.title')} columns={columns} rows={items} keyOf={(it) => it.webhook_id} />;
}

function WebhookState({ item }: { item: WebhookView }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const stop = useSend('webhook.stop');
  const confirm = async () => {
    if (await stop.send({ params: { webhook_id: item.webhook_id }, body: {} })) setOpen(false);
  };
  if (!item.active) return <Mark hue="grey" icon={<StopOutlined />}>{say('webhooks.stopped')}</Mark>;
  return (
    <span className="buttons">
      <Mark hue="green" icon={<CheckCircleFilled />}>{say('webhooks.told')}</Mark>
      <Button size="small" danger aria-label={say('webhooks.stop_one', { url: item.url })} onClick={() => setOpen(true)}>{say('webhooks.stop')}</Button>
      {isOpen && (
        <Dialog title={say('webhooks.stop_one', { url: item.url })} confirmWords={say('webhooks.stop')} backWords={say('back')} danger busy={stop.busy} onConfirm={() => void confirm()} onBack={() => setOpen(false)}>
          <p>{say('webhooks.stop_means')}</p>
          {stop.problem && <ProblemNotice problem={stop.problem} />}
        </Dialog>
      )}
    </span>
  );
}

/** Letters and calls that were given up after their tries: somebody has to look at these. */
function Parked() {
  const say = useSay();
  const me = useMe();
  const list = useAsk('message.list', { query: { state: 'parked', limit: 50 } });
  const retry = useSend('message.retry');
  const items = list.data?.items ?? [];
  if (items.length === 0) return null;
  const columns: Column<MessageView>[] = [
    { name: 'made', words: say('webhooks.made'), isHeading: true, render: (it) => momentText(it.made_at, me.time_zone) },
    { name: 'channel', words: say('webhooks.channel'), render: (it) => (it.channel === 'email' ? say('webhooks.by_letter') : say('webhooks.by_call')) },
    { name: 'kind', words: say('inbox.kind'), render: (it) => say.code('alarm', it.kind) },
    { name: 'why', words: say('webhooks.why'), render: (it) => <span className="as-written">{it.last_error ?? '—'}</span> },
    { name: 'retry', words: say('webhooks.retry'), render: (it) => <Button size="small" onClick={() => void retry.send({ params: { message_id: it.message_id }, body: {} })}>{say('webhooks.retry')}</Button> },
  ];
  return (
    <>
      <h3>{say('webhooks.parked')}</h3>
      {retry.problem && <ProblemNotice problem={retry.problem} />}
      <PlainTable caption={say('webhooks.parked')} columns={columns} rows={items} keyOf={(it) => it.message_id} />
    </>
  );
}
