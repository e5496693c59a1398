/** Changing what is known of a customer; only what was changed is sent. */

import { Form, Input, Select } from 'antd';
import { Dialog } from '../../ui/dialog.tsx';
import type { CustomerView } from '../../wire/view/views.ts';
import { AreaField } from '../area_field.tsx';
import { useSend } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { changesOf, knownOf, type Known } from './changes.ts';

export function DescribeDialog({ customer, close }: { customer: CustomerView; close: () => void }) {
  const say = useSay();
  const choices = useChoices();
  const [form] = Form.useForm<Known>();
  const describe = useSend('customer.describe');
  const submit = async (values: Known) => {
    const changes = changesOf(knownOf(customer), values);
    if (Object.keys(changes).length === 0) return close();
    if (await describe.send({ params: { customer_id: customer.customer_id }, body: { expected_seq: customer.seq, ...changes } })) close();
  };
  return (
    <Dialog title={say('customer.describe')} confirmWords={say('confirm')} backWords={say('back')} busy={describe.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" initialValues={knownOf(customer)} autoComplete="off" onFinish={(values) => void submit(values)}>
        <Form.Item name="name" label={say('field.name')}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="phones" label={say('customer.phones')} extra={say('customer.phones_hint')}><Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ';', '；']} /></Form.Item>
        <Form.Item name="address" label={say('field.address')}><Input.TextArea rows={2} /></Form.Item>
        <div className="field-row">
          <Form.Item name="zone" label={say('field.zone')}><Select options={choices.of('zones')} /></Form.Item>
          <Form.Item name="area" label={say('field.area')}><AreaField /></Form.Item>
          {choices.of('customer_classes').length > 0 && <Form.Item name="class" label={say('field.customer_class')}><Select options={choices.of('customer_classes')} /></Form.Item>}
        </div>
        {describe.problem && <ProblemNotice problem={describe.problem} again={describe.again ? () => void describe.again?.().then((done) => done && close()) : undefined} />}
      </Form>
    </Dialog>
  );
}
