/** The form that adds somebody of ours. */

import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { role, type Role } from '../../core/roster/facts.ts';
import { useSend } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';

type Typed = { name: string; email?: string; password?: string; phone?: string; roles: Role[]; zones?: string[] };

export function AddPerson() {
  const say = useSay();
  const choices = useChoices();
  const [form] = Form.useForm<Typed>();
  const add = useSend('person.add');
  const [done, setDone] = useState('');
  const required = [{ required: true, message: say('required') }];
  const submit = async (values: Typed) => {
    const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Typed;
    if ((await add.send({ body })) === null) return;
    setDone(say('people.added', { name: values.name }));
    form.resetFields();
  };
  return (
    <Form form={form} layout="vertical" className="card" autoComplete="off" onFinish={(values) => void submit(values)}>
      <h2>{say('people.add')}</h2>
      <div className="field-row">
        <Form.Item name="name" label={say('field.name')} rules={required}><Input /></Form.Item>
        <Form.Item name="roles" label={say('field.roles')} rules={required}><Select mode="multiple" options={role.options.map((it) => ({ value: it, label: say.code('role', it) }))} /></Form.Item>
        <Form.Item name="zones" label={say('field.zones')}><Select mode="multiple" options={choices.of('zones')} /></Form.Item>
      </div>
      <div className="field-row">
        <Form.Item name="phone" label={say('field.phone')}><Input inputMode="tel" /></Form.Item>
        <Form.Item name="email" label={say('sign_in.email')} extra={say('people.email_hint')}><Input inputMode="email" autoComplete="off" /></Form.Item>
        <Form.Item name="password" label={say('people.password')} extra={say('people.password_hint')}><Input.Password autoComplete="new-password" /></Form.Item>
      </div>
      {add.problem && <ProblemNotice problem={add.problem} again={add.again ? () => void add.again?.() : undefined} />}
      <Button type="primary" htmlType="submit" loading={add.busy}>{say('people.add')}</Button>
      <p role="status" className="done-line">{done}</p>
    </Form>
  );
}
