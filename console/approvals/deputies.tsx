/** Who acts for whom: those named now, and naming one for oneself or, for whoever leads, for others. */

import { Button, Form } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { MomentField } from '../../ui/moment_field.tsx';
import { momentText } from '../../ui/moments.ts';
import type { DeputyView } from '../../wire/view/approval_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { PersonField } from '../due/person_field.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

export function Deputies() {
  const say = useSay();
  const me = useMe();
  const [isNaming, setNaming] = useState(false);
  const [line, tell] = useState('');
  const deputies = useAsk('approval.deputies', {});
  const end = useSend('approval.end_deputy');
  // Whoever cannot see the list of people has nobody to choose from.
  const canName = me.may.includes('approval.name_deputy') && me.may.includes('person.list');
  const leave = (name: string | null) => {
    if (name !== null) tell(say('deputies.named', { deputy: name }));
    setNaming(false);
  };
  const words = (it: DeputyView) => ({ deputy: it.deputy_name ?? it.deputy_id, name: it.name ?? it.person_id, from: momentText(it.from_at, me.time_zone), until: momentText(it.until_at, me.time_zone) });
  return (
    <section className="card" aria-labelledby="deputies">
      <h2 id="deputies">{say('deputies')}</h2>
      <p role="status" className="done-line">{line}</p>
      {deputies.error && <ProblemNotice problem={deputies.error.problem} again={() => void deputies.refetch()} />}
      {end.problem && <ProblemNotice problem={end.problem} again={end.again ? () => void end.again?.() : undefined} />}
      {deputies.data?.items.length === 0 && <p className="quiet">{say('deputies.none')}</p>}
      <ul className="row-list">
        {deputies.data?.items.map((it) => <li key={it.person_id}><span>{say('deputies.line', words(it))}{!it.acts_now && ` · ${say('deputies.later')}`}</span> <EndButton deputy={it} label={say('deputies.end_one', words(it))} busy={end.busy} press={() => void end.send({ params: { person_id: it.person_id }, body: {} })} /></li>)}
      </ul>
      {canName && <p className="buttons"><Button onClick={() => setNaming(true)}>{say('deputies.name')}</Button></p>}
      {isNaming && <NameDialog leave={leave} />}
    </section>
  );
}

function EndButton({ deputy, label, busy, press }: { deputy: DeputyView; label: string; busy: boolean; press: () => void }) {
  const say = useSay();
  const me = useMe();
  const mayForOthers = useMay()('approval.end_deputy');
  if (!mayForOthers && deputy.person_id !== me.person_id) return null;
  return <Button size="small" loading={busy} aria-label={label} onClick={press}>{say('deputies.end')}</Button>;
}

type Named = { person_id?: string; deputy_id: string; from_at?: string; until_at: string };

function NameDialog({ leave }: { leave: (name: string | null) => void }) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<Named>();
  const mayForOthers = useMay()('approval.name_deputy');
  const people = useAsk('person.list', { query: { limit: 200 } });
  const send = useSend('approval.name_deputy');
  const needed = [{ required: true, message: say('required') }];
  const submit = async ({ person_id = me.person_id, deputy_id, from_at, until_at }: Named) => {
    const body = { deputy_id, until_at, ...(from_at === undefined ? {} : { from_at }) };
    if ((await send.send({ params: { person_id }, body })) !== null) leave(people.data?.items.find((it) => it.person_id === deputy_id)?.name ?? deputy_id);
  };
  return (
    <Dialog title={say('deputies.name')} confirmWords={say('confirm')} backWords={say('back')} busy={send.busy} onConfirm={() => form.submit()} onBack={() => leave(null)}>
      <Form form={form} layout="vertical" initialValues={{ person_id: me.person_id }} onFinish={(values) => void submit(values)}>
        {mayForOthers && <Form.Item name="person_id" label={say('deputies.for')} rules={needed}><PersonField /></Form.Item>}
        <Form.Item name="deputy_id" label={say('deputies.deputy')} rules={needed}><PersonField /></Form.Item>
        <Form.Item name="from_at" label={say('deputies.from')} extra={say('deputies.from_hint')}><MomentField zone={me.time_zone} /></Form.Item>
        <Form.Item name="until_at" label={say('deputies.until')} rules={needed}><MomentField zone={me.time_zone} /></Form.Item>
      </Form>
      {send.problem && <ProblemNotice problem={send.problem} again={send.again ? () => void send.again?.() : undefined} />}
    </Dialog>
  );
}
