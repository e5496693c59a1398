/** The fields of an action as form controls, one kind of control for each kind of field. */

import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { MomentField } from '../../ui/moment_field.tsx';
import type { Word } from '../../wire/words/zh_cn.ts';
import { useAsk } from '../ask.ts';
import { useChoices, type Choice } from '../choices.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import type { Field } from './case_actions.ts';
import { EngineerField } from './engineer_field.tsx';

/** `caseId`: the case it is done to, the first where they are many; who could go is asked of it. */
export function ActionFields({ fields, caseId }: { fields: readonly Field[]; caseId: string }) {
  return fields.map((field) => <ActionField key={field.name} field={field} caseId={caseId} />);
}

function ActionField({ field, caseId }: { field: Field; caseId: string }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const words = say((field.words ?? `field.${field.name}`) as Word);
  const rules = field.required ? [{ required: true, message: say('required') }] : [];
  // A pack without such a list has no use for the field.
  if (field.kind === 'choice' && !field.required && !field.codes && choices.of(field.group ?? field.name).length === 0) return null;
  if (field.kind === 'yes') {
    const agreed = { validator: (_: unknown, value: unknown) => (value === true ? Promise.resolve() : Promise.reject(new Error(say('required_yes')))) };
    return (
      <Form.Item name={field.name} valuePropName="checked" rules={field.required ? [agreed] : []}>
        <Checkbox>{words}</Checkbox>
      </Form.Item>
    );
  }
  return (
    <Form.Item name={field.name} label={words} rules={rules}>
      {field.kind === 'line' && <Input />}
      {field.kind === 'text' && <Input.TextArea rows={2} />}
      {field.kind === 'moment' && <MomentField zone={me.time_zone} />}
      {field.kind === 'number' && <InputNumber min={0} className="wide" />}
      {field.kind === 'fen' && <FenField />}
      {field.kind === 'engineer' && <EngineerField caseId={caseId} />}
      {field.kind === 'event' && <EventField />}
      {field.kind === 'choice' && <ChoiceField group={field.group ?? field.name} codes={field.codes} />}
    </Form.Item>
  );
}

type Control = { id?: string; value?: string; onChange?: (value: string | undefined) => void };

export function ChoiceField({ group, codes, ...control }: Control & { group: string; codes?: readonly string[] | undefined }) {
  const say = useSay();
  const choices = useChoices();
  const options: Choice[] = codes?.map((code) => ({ value: code, label: say.code(group, code) })) ?? choices.of(group);
  // A pack without a list for this leaves the code free.
  if (options.length === 0) return <Input {...control} value={control.value ?? ''} onChange={(event) => control.onChange?.(event.target.value)} />;
  return <Select {...control} options={options} showSearch={{ optionFilterProp: 'label' }} allowClear />;
}

/** Typed in yuan, sent in fen. */
function FenField({ id, value, onChange }: { id?: string; value?: number; onChange?: (fen: number | undefined) => void }) {
  const change = (yuan: number | null) => onChange?.(yuan === null ? undefined : Math.round(yuan * 100));
  return <InputNumber {...(id === undefined ? {} : { id })} min={0} precision={2} prefix="¥" className="wide" value={value === undefined ? null : value / 100} onChange={change} />;
}

function EventField(control: Control) {
  const say = useSay();
  const events = useAsk('event.list', {}, { refresh: false });
  const options = (events.data?.items ?? []).map((it) => ({ value: it.event_id, label: `${say.code('event', it.kind)} · ${it.area}` }));
  return <Select {...control} options={options} allowClear placeholder={say('field.event_none')} />;
}
