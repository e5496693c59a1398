/** One field of a form to type into, by its type; a list has a line for each entry. */

import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { MomentField } from '../../ui/moment_field.tsx';
import type { FormFieldView } from '../../wire/view/form_views.ts';
import { useAsk } from '../ask.ts';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { placeText } from './typed.ts';

type Asked = Pick<FormFieldView, 'code' | 'words' | 'choices'> & { type: FormFieldView['type'] };

export function ValueField({ field }: { field: FormFieldView }) {
  const say = useSay();
  const note = field.computed ? say('forms.computed') : field.open ? (field.required ? say('forms.required') : undefined) : say('forms.of_others');
  const label = note === undefined ? field.words : `${field.words} (${note})`;
  if (field.type === 'list') return <Lines field={field} label={label} />;
  if (field.type === 'flag') return <Form.Item name={field.code} label={label}><YesOrNo words={label} disabled={!field.open} /></Form.Item>;
  return <Form.Item name={field.code} label={label}><Control asked={field} disabled={!field.open} /></Form.Item>;
}

/** What antd gives its only child: value, onChange and id. */
type Given = { value?: never; onChange?: (value: unknown) => void; id?: string };

function Control({ asked, disabled, ...given }: { asked: Asked; disabled: boolean } & Given) {
  const me = useMe();
  const { onChange } = given;
  switch (asked.type) {
    case 'long_text': return <Input.TextArea {...given} rows={2} disabled={disabled} />;
    case 'number':
    case 'fen': return <Input {...given} type="number" step="any" disabled={disabled} />;
    case 'date': return <Input {...given} type="date" disabled={disabled} />;
    case 'moment': return disabled ? <Input {...given} disabled /> : <MomentField {...given} zone={me.time_zone} />;
    case 'choice': return <Select {...given} allowClear disabled={disabled} options={asked.choices.map((choice) => ({ value: choice.code, label: choice.words }))} />;
    case 'place': return <PlaceInput {...given} disabled={disabled} />;
    case 'person': return <PersonSelect {...given} disabled={disabled} />;
    case 'flag': return <Checkbox {...(given.id === undefined ? {} : { id: given.id })} checked={given.value === true} disabled={disabled} aria-label={asked.words} onChange={(event) => onChange?.(event.target.checked)} />;
    default: return <Input {...given} disabled={disabled} />;
  }
}

/** A box that nobody ticked would say neither yes nor no. */
function YesOrNo({ words, ...given }: { words: string; disabled: boolean } & Given) {
  const say = useSay();
  return <Radio.Group {...given} optionType="button" aria-label={words} options={[{ value: true, label: say('yes') }, { value: false, label: say('no') }]} onChange={(event) => given.onChange?.(event.target.value)} />;
}

/** Two numbers, or where this device is: whoever stands there need not look them up. */
function PlaceInput({ disabled, ...given }: { disabled: boolean } & Given) {
  const say = useSay();
  const [isLost, setLost] = useState(false);
  const here = () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      setLost(false);
      given.onChange?.(placeText({ lat: Number(coords.latitude.toFixed(6)), lon: Number(coords.longitude.toFixed(6)) }));
    },
    () => setLost(true),
    { enableHighAccuracy: true, timeout: 10_000 },
  );
  return (
    <>
      <span className="field-and-button"><Input {...given} disabled={disabled} placeholder={say('forms.place_as')} />{!disabled && <Button onClick={here}>{say('forms.place_here')}</Button>}</span>
      {isLost && <p role="alert">{say('forms.place_lost')}</p>}
    </>
  );
}

function PersonSelect({ disabled, ...given }: { disabled: boolean } & Given) {
  const me = useMe();
  const may = useMay();
  const people = useAsk('person.list', { query: { limit: 200 } }, { enabled: may('person.list') });
  const known = people.data?.items.map((person) => ({ value: person.person_id, label: person.name ?? person.person_id })) ?? [{ value: me.person_id, label: me.name }];
  return <Select {...given} allowClear disabled={disabled} options={known} />;
}

function Lines({ field, label }: { field: FormFieldView; label: string }) {
  const say = useSay();
  return (
    <fieldset className="form-lines">
      <legend>{label}</legend>
      <Form.List name={field.code}>
        {(lines, { add, remove }) => (
          <>
            {lines.map((line, index) => (
              <div key={line.key} className="field-row">
                {field.columns.map((column) => (
                  <Form.Item key={column.code} name={[line.name, column.code]} label={column.words}><Control asked={column} disabled={!field.open} /></Form.Item>
                ))}
                {field.open && <Button aria-label={say('forms.less_line', { line: index + 1 })} onClick={() => remove(line.name)}>−</Button>}
              </div>
            ))}
            {field.open && <Button onClick={() => add({})}>{say('forms.more_line')}</Button>}
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
