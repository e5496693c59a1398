/** API keys: what other programs come in with. Made here, shown once, revoked here. */

import { CheckCircleFilled, ClockCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { role } from '../../core/roster/facts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import { addresses } from '../../wire/addresses.ts';
import type { KeyView } from '../../wire/view/views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useServerNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { Secret } from './secret.tsx';

export function Keys() {
  const say = useSay();
  const list = useAsk('key.list', { query: { limit: 200 } });
  const items = list.data?.items ?? [];
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{say('keys_of.title')}</h2>
      <p className="quiet">{say('keys_of.what_for')}</p>
      <MakeKey />
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {list.data && items.length === 0 && <Empty words={say('keys_of.none')} />}
      {items.length > 0 && <KeyTable items={items} />}
    </section>
  );
}

function KeyTable({ items }: { items: readonly KeyView[] }) {
  const say = useSay();
  const me = useMe();
  const moment = (it: string | null) => (it === null ? say('keys_of.never') : momentText(it, me.time_zone));
  const columns: Column<KeyView>[] = [
    { name: 'name', words: say('field.name'), isHeading: true, render: (it) => <>{it.name}<span className="second-line"><code>{it.prefix}…</code></span></> },
    { name: 'acts', words: say('keys_of.acts_as'), render: (it) => it.roles?.map((each) => say.code('role', each)).join(say('list_comma')) ?? it.person_id ?? '—' },
    { name: 'scopes', words: say('keys_of.scopes'), render: (it) => <span className="as-written">{it.scopes.join(' ')}</span> },
    { name: 'used', words: say('keys_of.last_used'), render: (it) => moment(it.last_used_at) },
    { name: 'expires', words: say('keys_of.expires'), render: (it) => moment(it.expires_at) },
    { name: 'state', words: say('people.state'), render: (it) => <KeyState item={it} /> },
  ];
  return <PlainTable caption={say('keys_of.title')} columns={columns} rows={items} keyOf={(it) => it.key_id} />;
}

function KeyState({ item }: { item: KeyView }) {
  const say = useSay();
  const now = useServerNow();
  const [isOpen, setOpen] = useState(false);
  const revoke = useSend('key.revoke');
  const confirm = async () => {
    if (await revoke.send({ params: { key_id: item.key_id }, body: {} })) setOpen(false);
  };
  if (item.revoked_at !== null) return <Mark hue="grey" icon={<StopOutlined />}>{say('keys_of.revoked')}</Mark>;
  if (Date.parse(item.expires_at) <= now) return <Mark hue="grey" icon={<ClockCircleOutlined />}>{say('keys_of.over')}</Mark>;
  return (
    <span className="buttons">
      <Mark hue="green" icon={<CheckCircleFilled />}>{say('keys_of.works')}</Mark>
      <Button size="small" danger aria-label={say('keys_of.revoke_one', { name: item.name })} onClick={() => setOpen(true)}>{say('keys_of.revoke')}</Button>
      {isOpen && (
        <Dialog title={say('keys_of.revoke_one', { name: item.name })} confirmWords={say('keys_of.revoke')} backWords={say('back')} danger busy={revoke.busy} onConfirm={() => void confirm()} onBack={() => setOpen(false)}>
          <p>{say('keys_of.revoke_means')}</p>
          {revoke.problem && <ProblemNotice problem={revoke.problem} />}
        </Dialog>
      )}
    </span>
  );
}

/** A whole tag, such as all of the cases, or single addresses. */
const scopes = [...new Set(Object.values(addresses).map((it) => it.tag as string)), ...Object.keys(addresses)]
  .filter((it) => it !== 'keys' && !it.startsWith('key.'))
  .map((it) => ({ value: it, label: it }));
const daysMax = 730;
const daysFirst = 365;

type Typed = { name: string; scopes: string[]; roles?: string[]; expires_in_days: number };

function MakeKey() {
  const say = useSay();
  const [form] = Form.useForm<Typed>();
  const make = useSend('key.make');
  const [secret, setSecret] = useState<string | null>(null);
  const required = [{ required: true, message: say('required') }];
  const submit = async ({ roles, ...values }: Typed) => {
    const made = await make.send({ body: { ...values, ...(roles === undefined || roles.length === 0 ? {} : { roles }) } });
    if (made === null) return;
    setSecret(made.secret);
    form.resetFields();
  };
  return (
    <Form form={form} layout="vertical" className="card" autoComplete="off" initialValues={{ expires_in_days: daysFirst }} onFinish={(values) => void submit(values)}>
      <h3>{say('keys_of.make')}</h3>
      <div className="field-row">
        <Form.Item name="name" label={say('keys_of.name')} rules={required}><Input /></Form.Item>
        <Form.Item name="scopes" label={say('keys_of.scopes')} rules={required}><Select mode="multiple" options={scopes} /></Form.Item>
        <Form.Item name="roles" label={say('keys_of.acts_as')} extra={say('keys_of.roles_hint')}><Select mode="multiple" options={role.options.map((it) => ({ value: it, label: say.code('role', it) }))} /></Form.Item>
        <Form.Item name="expires_in_days" label={say('keys_of.days')} rules={required}><InputNumber min={1} max={daysMax} className="wide" /></Form.Item>
      </div>
      {make.problem && <ProblemNotice problem={make.problem} again={make.again ? () => void make.again?.().then((made) => made && setSecret(made.secret)) : undefined} />}
      <Button type="primary" htmlType="submit" loading={make.busy}>{say('keys_of.make')}</Button>
      {secret !== null && <Secret words={say('keys_of.once')} secret={secret} done={() => setSecret(null)} />}
    </Form>
  );
}
