/** One's own sign-in: another password, and where one is signed in at this moment. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { CheckCircleFilled } from '@ant-design/icons';
import { Mark } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { Problem } from '../../wire/view/views.ts';
import type { Refused } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { askAuth, problemOf } from './auth_ask.ts';
import { deviceOf } from './device.ts';

/** What the server asks of a new password. */
const passwordMin = 10;

type Session = { session_id: string; user_agent: string | null; began_at: string; expires_at: string; current: boolean };

export function OwnSignIn() {
  const say = useSay();
  return (
    <section aria-labelledby="own-sign-in">
      <h2 id="own-sign-in">{say('settings.own')}</h2>
      <ChangePassword />
      <Sessions />
    </section>
  );
}

/** Sends one thing to the sign-in doors, and keeps whether it is on its way and why it was refused. */
function useAuthSend() {
  const { language } = useSay();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (path: string, body: object): Promise<boolean> => {
    setBusy(true);
    try {
      await askAuth(path, language, body);
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['auth sessions'] });
    }
  };
  return { send, busy, problem };
}

type Typed = { currentPassword: string; newPassword: string };

function ChangePassword() {
  const say = useSay();
  const [form] = Form.useForm<Typed>();
  const change = useAuthSend();
  const [done, setDone] = useState('');
  const submit = async (values: Typed) => {
    setDone('');
    if (!(await change.send('/change-password', values))) return;
    setDone(say('settings.password_changed'));
    form.resetFields();
  };
  return (
    <Form form={form} layout="vertical" className="card" onFinish={(values) => void submit(values)}>
      <h3>{say('settings.password')}</h3>
      <div className="field-row">
        <Form.Item name="currentPassword" label={say('settings.password_now')} rules={[{ required: true, message: say('required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
        <Form.Item name="newPassword" label={say('settings.password_new')} extra={say('people.password_hint')} rules={[{ required: true, min: passwordMin, message: say('people.password_hint') }]}><Input.Password autoComplete="new-password" /></Form.Item>
      </div>
      <p className="quiet">{say('settings.password_means')}</p>
      {change.problem && <ProblemNotice problem={change.problem} />}
      <Button type="primary" htmlType="submit" loading={change.busy}>{say('settings.password_change')}</Button>
      <p role="status" className="done-line">{done}</p>
    </Form>
  );
}

function Sessions() {
  const say = useSay();
  const me = useMe();
  const list = useQuery<{ items: Session[] }, Refused>({ queryKey: ['auth sessions', say.language], queryFn: () => askAuth('/sessions', say.language) });
  const end = useAuthSend();
  const items = list.data?.items ?? [];
  const columns: Column<Session>[] = [
    { name: 'device', words: say('settings.device'), isHeading: true, render: (it) => <span title={it.user_agent ?? undefined}>{deviceOf(it.user_agent) ?? say('settings.device_unknown')}</span> },
    { name: 'began', words: say('settings.session_began'), render: (it) => momentText(it.began_at, me.time_zone) },
    { name: 'expires', words: say('settings.session_expires'), render: (it) => momentText(it.expires_at, me.time_zone) },
    {
      name: 'end', words: say('settings.session'),
      render: (it) => (it.current ? <Mark hue="green" icon={<CheckCircleFilled />}>{say('settings.session_this')}</Mark>
        : <Button size="small" onClick={() => void end.send('/sessions/end', { session_id: it.session_id })}>{say('settings.session_end')}</Button>),
    },
  ];
  return (
    <div className="card">
      <h3>{say('settings.sessions')}</h3>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {items.length > 0 && <PlainTable caption={say('settings.sessions')} columns={columns} rows={items} keyOf={(it) => it.session_id} />}
      {end.problem && <ProblemNotice problem={end.problem} />}
      {items.length > 1 && <p><Button danger loading={end.busy} onClick={() => void end.send('/sessions/end-others', {})}>{say('settings.sessions_end_others')}</Button></p>}
    </div>
  );
}
