/** Erasing a person: what it means is written out, and it is confirmed by typing, because nothing brings it back. */

import { Form, Input } from 'antd';
import { Dialog } from '../../ui/dialog.tsx';
import type { CustomerView } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';

type Typed = { reason: string; typed: string };

export function EraseDialog({ customer, close }: { customer: CustomerView; close: () => void }) {
  const say = useSay();
  const [form] = Form.useForm<Typed>();
  const erase = useSend('customer.erase');
  // Somebody without a name is named by what else is known of them.
  const phrase = customer.name ?? customer.phones[0] ?? customer.customer_id;
  const submit = async ({ reason }: Typed) => {
    if (await erase.send({ params: { customer_id: customer.customer_id }, body: { reason } })) close();
  };
  const matches = { validator: (_: unknown, value: unknown) => (String(value ?? '').trim() === phrase ? Promise.resolve() : Promise.reject(new Error(say('customer.erase_differs')))) };
  return (
    <Dialog title={say('customer.erase_title', { name: phrase })} confirmWords={say('customer.erase')} backWords={say('back')} danger busy={erase.busy} onConfirm={() => form.submit()} onBack={close}>
      <ul>
        <li>{say('customer.erase_goes')}</li>
        <li>{say('customer.erase_stays')}</li>
        <li><strong>{say('customer.erase_for_good')}</strong></li>
      </ul>
      <Form form={form} layout="vertical" autoComplete="off" onFinish={(values) => void submit(values)}>
        <Form.Item name="reason" label={say('field.reason')} extra={say('customer.erase_reason_hint')} rules={[{ required: true, message: say('required') }]}><Input /></Form.Item>
        <Form.Item name="typed" label={say('customer.erase_type', { name: phrase })} rules={[matches]} validateTrigger="onSubmit"><Input autoComplete="off" /></Form.Item>
        {erase.problem && <ProblemNotice problem={erase.problem} again={erase.again ? () => void erase.again?.().then((done) => done && close()) : undefined} />}
      </Form>
    </Dialog>
  );
}
