/** The report as it is typed: what is the matter, where, and under it what would be promised. */

import { Button, Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import type { z } from 'zod';
import type { reportCase } from '../../wire/command/case_commands.ts';
import type { CaseRow, CustomerView, Receipt } from '../../wire/view/views.ts';
import { ChoiceField } from '../action/action_fields.tsx';
import { AreaField } from '../area_field.tsx';
import { useSend } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import type { Draft } from './draft.ts';
import { DraftLine } from './draft_line.tsx';
import { MoreFields } from './more_fields.tsx';
import { PromisePreview } from './promise_preview.tsx';
import { SameTrouble } from './same_trouble.tsx';
import { StillToAsk } from './still_to_ask.tsx';

const channels = ['phone', 'letter', 'visit', 'web'] as const;

export type Typed = {
  channel: (typeof channels)[number];
  caller_name?: string; address?: string; description?: string;
  zone?: string; area?: string; matter?: string; category?: string; customer_class?: string;
  unit_id?: string; model?: string; priority?: 'normal' | 'emergency'; agreed_minutes?: number; at?: string; request?: string;
};

type Done = { receipt: Receipt; added?: CaseRow };
type Props = { phone: string; caller: CustomerView | null; draft: Draft | null; done: (done: Done) => void; afresh: () => void };

export function ReportForm({ phone, caller, draft, done, afresh }: Props) {
  const say = useSay();
  const choices = useChoices();
  const [form] = Form.useForm<Typed>();
  const typed = (Form.useWatch([], form) ?? {}) as Partial<Typed>;
  const report = useSend('case.report');
  const matters = choices.of('matters');
  useEffect(() => fillIn(form, caller), [form, caller]);

  const submit = async (values: Typed) => {
    const receipt = await report.send({ body: reportOf(values, phone, caller) });
    if (receipt) done({ receipt });
  };
  const required = [{ required: true, message: say('required') }];
  return (
    <Form
      form={form}
      layout="vertical"
      className="card report-form"
      initialValues={{ channel: 'phone', matter: matters[0]?.value, ...draft?.typed }}
      onFinish={(values) => void submit(values)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
      }}
      scrollToFirstError
    >
      <h2>{say('desk.report')}</h2>
      <DraftLine phone={phone} typed={typed} restored={draft} afresh={afresh} />
      <div className="field-row">
        <Form.Item name="zone" label={say('field.zone')} rules={required}><Select options={choices.of('zones')} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
        <Form.Item name="area" label={say('field.area')}><AreaField /></Form.Item>
        <Form.Item name="matter" label={say('field.matter')} rules={required}><ChoiceField group="matters" /></Form.Item>
      </div>
      <Form.Item name="description" label={say('field.description')}><Input.TextArea rows={2} /></Form.Item>
      <div className="field-row">
        <Form.Item name="caller_name" label={say('field.caller_name')}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="channel" label={say('field.channel')} rules={required}><ChoiceField group="channel" codes={channels} /></Form.Item>
        {choices.of('customer_classes').length > 0 && <Form.Item name="customer_class" label={say('field.customer_class')}><ChoiceField group="customer_classes" /></Form.Item>}
      </div>
      <Form.Item name="address" label={say('field.address')}><Input.TextArea rows={1} /></Form.Item>
      <MoreFields units={caller?.units ?? []} />
      <SameTrouble typed={typed} phone={phone} caller={caller} done={(receipt, added) => done({ receipt, added })} />
      <StillToAsk typed={typed} phone={phone} caller={caller} />
      <PromisePreview typed={typed} />
      {report.problem && <ProblemNotice problem={report.problem} again={report.again ? () => void report.again?.().then((receipt) => receipt && done({ receipt })) : undefined} />}
      <div className="submit-line">
        <Button type="primary" size="large" htmlType="submit" loading={report.busy}>{say('desk.submit')}</Button>
        <kbd>Ctrl</kbd><span aria-hidden="true">+</span><kbd>Enter</kbd>
        <span className="quiet">{caller === null ? say('desk.will_register') : say('desk.for_customer', { name: caller.name ?? say('customer.nameless') })}</span>
      </div>
    </Form>
  );
}

/** What we know of the caller goes into fields that are still empty, never over something typed. */
function fillIn(form: ReturnType<typeof Form.useForm<Typed>>[0], caller: CustomerView | null): void {
  if (caller === null) return;
  const known: Partial<Typed> = { ...given('caller_name', caller.name), ...given('address', caller.address), ...given('zone', caller.zone), ...given('area', caller.area), ...given('customer_class', caller.class) };
  const now = form.getFieldsValue();
  const empty = Object.entries(known).filter(([name]) => !now[name as keyof Typed]);
  form.setFieldsValue(Object.fromEntries(empty));
}

function given<K extends string>(name: K, value: string | null): { [N in K]?: string } {
  return value === null ? {} : ({ [name]: value } as { [N in K]?: string });
}

/** An unknown caller is registered in the same command, so that the next call is recognised (INT-03). */
function reportOf(values: Typed, phone: string, caller: CustomerView | null): z.input<typeof reportCase> {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '' && value !== null)) as Typed;
  const written = phone.trim();
  const call = written === '' ? {} : { phone: written };
  const body = { ...filled, ...call, zone: filled.zone ?? '' };
  if (caller !== null) return { ...body, customer_id: caller.customer_id };
  if (written === '' && filled.caller_name === undefined) return body;
  return {
    ...body,
    customer: {
      ...(filled.caller_name === undefined ? {} : { name: filled.caller_name }),
      ...(written === '' ? {} : { phones: [written] }),
      ...(filled.address === undefined ? {} : { address: filled.address }),
      ...(filled.customer_class === undefined ? {} : { class: filled.customer_class }),
      zone: body.zone,
      ...(filled.area === undefined ? {} : { area: filled.area }),
    },
  };
}
