/** What is done with a subject of duties: planning a date, putting somebody in charge, setting it aside, ending its care. */

import { Form, Input } from 'antd';
import { Dialog } from '../../ui/dialog.tsx';
import type { DutySubject } from '../../wire/view/duty_views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { PersonField } from './person_field.tsx';

const keyOf = ({ subject_kind, subject_id }: DutySubject) => ({ subject_kind, subject_id });

export function PlanDialog({ duty, subject, leave }: { duty: { duty: string; words: string }; subject: DutySubject; leave: (day: string | null) => void }) {
  const say = useSay();
  const [form] = Form.useForm<{ due_on: string }>();
  const plan = useSend('duty.plan');
  const submit = async ({ due_on }: { due_on: string }) => {
    if ((await plan.send({ params: keyOf(subject), body: { duty: duty.duty, due_on } })) !== null) leave(due_on);
  };
  return (
    <Dialog title={say('due.plan_one', { duty: duty.words })} confirmWords={say('confirm')} backWords={say('back')} busy={plan.busy} onConfirm={() => form.submit()} onBack={() => leave(null)}>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item name="due_on" label={say('due.on_day')} rules={[{ required: true, message: say('required') }]}><Input type="date" /></Form.Item>
      </Form>
      {plan.problem && <ProblemNotice problem={plan.problem} again={plan.again ? () => void plan.again?.() : undefined} />}
    </Dialog>
  );
}

export type CareAction = 'assign' | 'set_aside' | 'resume' | 'give_up';

export function CareDialog({ action, subject, close }: { action: CareAction; subject: DutySubject; close: () => void }) {
  const say = useSay();
  const [form] = Form.useForm<{ in_charge?: string; reason?: string }>();
  const send = useSend(`duty.${action}`);
  const submit = async (values: { in_charge?: string; reason?: string }) => {
    const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
    // Its fields are those of the command that was chosen.
    if ((await send.send({ params: keyOf(subject), body: { expected_seq: subject.seq, ...said } as never })) !== null) close();
  };
  return (
    <Dialog title={say(`due.${action}`)} confirmWords={say('confirm')} backWords={say('back')} danger={action === 'give_up'} busy={send.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        {action === 'assign' && <Form.Item name="in_charge" label={say('due.in_charge')} rules={[{ required: true, message: say('required') }]}><PersonField /></Form.Item>}
        {(action === 'set_aside' || action === 'give_up') && <Form.Item name="reason" label={say('due.reason')}><Input maxLength={200} /></Form.Item>}
      </Form>
      {send.problem && <ProblemNotice problem={send.problem} again={send.again ? () => void send.again?.().then((done) => done && close()) : undefined} />}
    </Dialog>
  );
}
