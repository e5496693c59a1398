/** Taking a contract, project, site, dealer or team into care: from then on its duties fall due. */

import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { MomentField } from '../../ui/moment_field.tsx';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { PersonField } from './person_field.tsx';

const kinds = ['contract', 'project', 'site', 'dealer', 'team'] as const;
type Filled = { kind: (typeof kinds)[number]; name: string; since?: string; in_charge?: string };

export function TakeOn() {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<Filled>();
  const [done, setDone] = useState<{ kind: string; id: string; name: string } | null>(null);
  const [id, setId] = useState(() => crypto.randomUUID());
  const take = useSend('duty.take_on');
  const submit = async ({ kind, name, since, in_charge }: Filled) => {
    const body = { name, ...(since === undefined ? {} : { since }), ...(in_charge === undefined ? {} : { in_charge }) };
    if ((await take.send({ params: { subject_kind: kind, subject_id: id }, body })) === null) return;
    setDone({ kind, id, name });
    setId(crypto.randomUUID());
    form.resetFields();
  };
  const required = [{ required: true, message: say('required') }];
  return (
    <Form form={form} layout="vertical" className="card" initialValues={{ kind: 'contract' }} onFinish={(values) => void submit(values)}>
      <h2>{say('due.take_on')}</h2>
      <div className="field-row">
        <Form.Item name="kind" label={say('due.kind')} rules={required}><Select options={kinds.map((value) => ({ value, label: say(`due.subject_kind.${value}`) }))} /></Form.Item>
        <Form.Item name="name" label={say('due.name')} rules={required}><Input maxLength={120} /></Form.Item>
        <Form.Item name="since" label={say('due.since')} extra={say('due.now_hint')}><MomentField zone={me.time_zone} /></Form.Item>
        <Form.Item name="in_charge" label={say('due.in_charge')}><PersonField /></Form.Item>
      </div>
      {take.problem && <ProblemNotice problem={take.problem} again={take.again ? () => void take.again?.() : undefined} />}
      <Button type="primary" htmlType="submit" loading={take.busy}>{say('due.take_on')}</Button>
      <p role="status" className="done-line">{done !== null && <Link to="/due/$subject_kind/$subject_id" params={{ subject_kind: done.kind, subject_id: done.id }}>{say('due.taken_on', { name: done.name })}</Link>}</p>
    </Form>
  );
}
