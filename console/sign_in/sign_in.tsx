/** The sign-in page; in a demo world it introduces the people one can be. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { Trouble } from '../../ui/notices.tsx';
import { LookButtons } from '../frame.tsx';
import { proveSecondFactor, signIn, type SignedIn } from '../session.tsx';
import { useSay } from '../words.ts';

type DemoPerson = { email: string; name: string; roles: string[]; password: string };

async function demoPeople(): Promise<DemoPerson[]> {
  const response = await fetch('/demo.json', { headers: { accept: 'application/json' } });
  // Only a demo world has this list; everywhere else there is nobody to introduce.
  return response.ok ? ((await response.json()) as { people: DemoPerson[] }).people : [];
}

export default function SignIn() {
  const say = useSay();
  const queries = useQueryClient();
  const [trouble, setTrouble] = useState<'wrong' | 'offline' | 'wrong_code' | null>(null);
  const [half, setHalf] = useState(false);
  const [busy, setBusy] = useState(false);
  const people = useQuery({ queryKey: ['demo people'], queryFn: demoPeople, staleTime: Infinity });

  const settle = async (asked: Promise<SignedIn>, isCode: boolean) => {
    setBusy(true);
    const answer = await asked;
    setBusy(false);
    setHalf(isCode || answer === 'second_factor');
    setTrouble(answer === 'wrong' ? (isCode ? 'wrong_code' : 'wrong') : answer === 'offline' ? 'offline' : null);
    if (answer === 'in') await queries.invalidateQueries();
  };
  const enter = (email: string, password: string) => settle(signIn(email, password), false);
  return (
    <div className="sign-in">
      <div className="sign-in-look"><LookButtons /></div>
      <main>
        <h1><span className="brand-sign" aria-hidden="true">三包</span> Sanbao</h1>
        <p className="quiet">{say('sign_in.promise')}</p>
        <Card>
          {half ? <SecondFactor busy={busy} trouble={trouble && say(`sign_in.${trouble}`)} prove={(code) => void settle(proveSecondFactor(code), true)} back={() => { setHalf(false); setTrouble(null); }} /> : (
          <Form layout="vertical" requiredMark={false} onFinish={({ email, password }: { email: string; password: string }) => void enter(email.trim(), password)}>
            <Form.Item name="email" label={say('sign_in.email')} rules={[{ required: true, message: say('required') }]}>
              <Input autoComplete="username" inputMode="email" autoFocus />
            </Form.Item>
            <Form.Item name="password" label={say('sign_in.password')} rules={[{ required: true, message: say('required') }]}>
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            {trouble && <Trouble title={say(`sign_in.${trouble}`)} />}
            <Button type="primary" htmlType="submit" block loading={busy}>{say('sign_in.enter')}</Button>
          </Form>
          )}
        </Card>
        {people.data && people.data.length > 0 && <Introduced people={people.data} enter={enter} busy={busy} />}
      </main>
    </div>
  );
}

/** Asked of those who turned it on, after the password was right. */
function SecondFactor({ busy, trouble, prove, back }: { busy: boolean; trouble: string | null; prove: (code: string) => void; back: () => void }) {
  const say = useSay();
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => prove(code)}>
      <Form.Item name="code" label={say('sign_in.code')} extra={say('sign_in.code_how')} rules={[{ required: true, message: say('required') }]}>
        <Input autoComplete="one-time-code" autoFocus />
      </Form.Item>
      {trouble && <Trouble title={trouble} />}
      <Button type="primary" htmlType="submit" block loading={busy}>{say('sign_in.enter')}</Button>
      <Button type="link" block onClick={back}>{say('sign_in.other')}</Button>
    </Form>
  );
}

function Introduced({ people, enter, busy }: { people: DemoPerson[]; enter: (email: string, password: string) => Promise<void>; busy: boolean }) {
  const say = useSay();
  return (
    <section aria-labelledby="introduced">
      <h2 id="introduced">{say('sign_in.demo')}</h2>
      <ul className="demo-people">
        {people.map((person) => (
          <li key={person.email}>
            <Button block disabled={busy} onClick={() => void enter(person.email, person.password)}>
              <strong>{person.name}</strong>
              <span className="quiet">{person.roles.map((role) => say.code('role', role)).join(' · ')}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
