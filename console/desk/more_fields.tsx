/** Fields of a report that are seldom needed, folded away. */

import { Form, Input, InputNumber, Select } from 'antd';
import { MomentField } from '../../ui/moment_field.tsx';
import type { UnitView } from '../../wire/view/views.ts';
import { ChoiceField } from '../action/action_fields.tsx';
import { useChoices } from '../choices.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

export function MoreFields({ units }: { units: readonly UnitView[] }) {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  return (
    <>
      {units.length > 0 && (
        <Form.Item name="unit_id" label={say('field.unit_id')}>
          <Select allowClear options={units.map((it) => ({ value: it.unit_id, label: [it.model, it.serial].filter(Boolean).join(' · ') }))} />
        </Form.Item>
      )}
      <details className="more-fields">
        <summary>{say('desk.more_fields')}</summary>
        <div className="field-row">
          <Form.Item name="model" label={say('field.model')}><Input /></Form.Item>
          {choices.of('categories').length > 0 && <Form.Item name="category" label={say('field.category')}><ChoiceField group="categories" /></Form.Item>}
          <Form.Item name="priority" label={say('field.priority')}><ChoiceField group="priority" codes={['normal', 'emergency']} /></Form.Item>
        </div>
        <div className="field-row">
          <Form.Item name="agreed_minutes" label={say('field.agreed_minutes')}><InputNumber min={1} className="wide" /></Form.Item>
          <Form.Item name="at" label={say('desk.reported_at')} extra={say('field.at_hint')}><MomentField zone={me.time_zone} /></Form.Item>
        </div>
        <Form.Item name="request" label={say('field.request')}><Input.TextArea rows={1} /></Form.Item>
      </details>
    </>
  );
}
