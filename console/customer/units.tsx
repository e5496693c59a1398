/** What stands at a customer's place, and registering one more. */

import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { CustomerView, UnitView } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMayHere } from '../rights.ts';
import { useSay } from '../words.ts';

export function Units({ customer }: { customer: CustomerView }) {
  const say = useSay();
  const may = useMayHere('customer.get');
  const [isOpen, setOpen] = useState(false);
  const columns: Column<UnitView>[] = [
    { name: 'model', words: say('field.model'), isHeading: true, render: (it) => it.model },
    { name: 'serial', words: say('customer.serial'), render: (it) => it.serial ?? '—' },
    { name: 'purchased_on', words: say('customer.purchased_on'), render: (it) => it.purchased_on ?? '—' },
  ];
  return (
    <section className="card" aria-labelledby="units">
      <h2 id="units">{say('desk.units')}</h2>
      {customer.units.length === 0 ? <Empty words={say('customer.no_units')} /> : <PlainTable caption={say('desk.units')} columns={columns} rows={customer.units} keyOf={(it) => it.unit_id} />}
      {may('unit.register') && !customer.erased && <p><Button onClick={() => setOpen(true)}>{say('customer.register_unit')}</Button></p>}
      {isOpen && <RegisterDialog customer={customer} close={() => setOpen(false)} />}
    </section>
  );
}

type Typed = { model: string; serial?: string; purchased_on?: string };

function RegisterDialog({ customer, close }: { customer: CustomerView; close: () => void }) {
  const say = useSay();
  const [form] = Form.useForm<Typed>();
  const register = useSend('unit.register');
  const submit = async (values: Typed) => {
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Typed;
    if (await register.send({ body: { ...filled, customer_id: customer.customer_id } })) close();
  };
  return (
    <Dialog title={say('customer.register_unit')} confirmWords={say('confirm')} backWords={say('back')} busy={register.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" autoComplete="off" onFinish={(values) => void submit(values)}>
        <Form.Item name="model" label={say('field.model')} rules={[{ required: true, message: say('required') }]}><Input /></Form.Item>
        <Form.Item name="serial" label={say('customer.serial')}><Input /></Form.Item>
        <Form.Item name="purchased_on" label={say('customer.purchased_on')}><Input type="date" /></Form.Item>
        {register.problem && <ProblemNotice problem={register.problem} again={register.again ? () => void register.again?.().then((done) => done && close()) : undefined} />}
      </Form>
    </Dialog>
  );
}
