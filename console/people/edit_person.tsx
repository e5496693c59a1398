/** Changing what is known of somebody of ours, and saying that they have left: two dialogs and the buttons that open them. */

import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { role } from '../../core/roster/facts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import type { PersonView } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { useChoices, type Choice, type Choices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { changesOf, type Typed } from './changes.ts';

export function PersonButtons({ person }: { person: PersonView }) {
  const say = useSay();
  const may = useMay();
  const me = useMe();
  const [open, setOpen] = useState<'edit' | 'leave' | null>(null);
  if (!person.active) return null;
  const name = person.name ?? person.person_id;
  const close = () => setOpen(null);
  return (
    <span className="buttons">
      {may('person.describe') && <Button size="small" aria-label={say('people.edit_one', { name })} onClick={() => setOpen('edit')}>{say('people.edit')}</Button>}
      {/* Nobody locks themselves out by a slip. */}
      {may('person.leave') && person.person_id !== me.person_id && <Button size="small" danger aria-label={say('people.leave_one', { name })} onClick={() => setOpen('leave')}>{say('people.leave')}</Button>}
      {open === 'edit' && <EditDialog person={person} close={close} />}
      {open === 'leave' && <LeaveDialog person={person} close={close} />}
    </span>
  );
}

function EditDialog({ person, close }: { person: PersonView; close: () => void }) {
  const say = useSay();
  const choices = useChoices();
  const me = useMe();
  const [form] = Form.useForm<Typed>();
  const describe = useSend('person.describe');
  const before: Typed = { name: person.name ?? '', email: person.email ?? '', phone: person.phone ?? '', roles: [...person.roles], zones: [...person.zones], skills: [...person.skills] };
  const submit = async (values: Typed) => {
    const changes = changesOf(before, values);
    if (Object.keys(changes).length === 0) return close();
    if (await describe.send({ params: { person_id: person.person_id }, body: { expected_seq: person.seq, ...changes } })) close();
  };
  // Whoever gives away their own keys to the system cannot take them back.
  const isOwn = (it: string) => it === 'administrator' && person.person_id === me.person_id;
  const roles = [...role.options.map((it) => ({ value: it as string, label: say.code('role', it), disabled: isOwn(it) })), ...choices.of('roles')];
  const skills = skillChoices(choices, person.skills);
  return (
    <Dialog title={say('people.edit_one', { name: before.name })} confirmWords={say('confirm')} backWords={say('back')} busy={describe.busy} onConfirm={() => form.submit()} onBack={close}>
      {/* A name of its own: the form behind the dialog has the same fields, and a label finds its field by id. */}
      <Form name="person" form={form} layout="vertical" initialValues={before} autoComplete="off" onFinish={(values) => void submit(values)}>
        <Form.Item name="name" label={say('field.name')} rules={[{ required: true, message: say('required') }]}><Input /></Form.Item>
        <Form.Item name="roles" label={say('field.roles')} extra={say('people.roles_hint')} rules={[{ required: true, message: say('required') }]}><Select mode="multiple" options={roles} /></Form.Item>
        <Form.Item name="zones" label={say('field.zones')}><Select mode="multiple" options={choices.of('zones')} /></Form.Item>
        <Form.Item name="skills" label={say('field.skills')} extra={say('people.skills_hint')}><Select mode="multiple" options={skills} /></Form.Item>
        <Form.Item name="phone" label={say('field.phone')}><Input inputMode="tel" autoComplete="off" /></Form.Item>
        <Form.Item name="email" label={say('sign_in.email')} extra={say('people.email_hint')}><Input inputMode="email" autoComplete="off" /></Form.Item>
        {describe.problem && <ProblemNotice problem={describe.problem} again={describe.again ? () => void describe.again?.().then((done) => done && close()) : undefined} />}
      </Form>
    </Dialog>
  );
}

/** What a case can be about is what somebody can be good at; a skill from before, or from elsewhere, stays. */
function skillChoices(choices: Choices, held: readonly string[]): Choice[] {
  const known = [...choices.of('matters'), ...choices.of('categories')].filter((it, at, all) => all.findIndex((other) => other.value === it.value) === at);
  return [...known, ...held.filter((code) => !known.some((it) => it.value === code)).map((code) => ({ value: code, label: code }))];
}

function LeaveDialog({ person, close }: { person: PersonView; close: () => void }) {
  const say = useSay();
  const leave = useSend('person.leave');
  const confirm = async () => {
    if (await leave.send({ params: { person_id: person.person_id }, body: {} })) close();
  };
  return (
    <Dialog title={say('people.leave_one', { name: person.name ?? person.person_id })} confirmWords={say('people.leave')} backWords={say('back')} danger busy={leave.busy} onConfirm={() => void confirm()} onBack={close}>
      <p>{say('people.leave_means')}</p>
      {person.open_visits > 0 && <p className="missing">{say('people.leave_open', { count: person.open_visits })}</p>}
      {leave.problem && <ProblemNotice problem={leave.problem} again={leave.again ? () => void leave.again?.().then((done) => done && close()) : undefined} />}
    </Dialog>
  );
}
