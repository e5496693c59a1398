/** A field for a place name that offers the names of declared events, so that a storm and its cases are spelled alike. */

import { Input } from 'antd';
import { useId } from 'react';
import { useAsk } from './ask.ts';

type Props = { id?: string; value?: string; onChange?: (area: string) => void };

export function AreaField({ id, value, onChange }: Props) {
  const names = useId();
  const events = useAsk('event.list', {}, { refresh: false });
  const areas = [...new Set((events.data?.items ?? []).map((it) => it.area))];
  return (
    <>
      <Input {...(id === undefined ? {} : { id })} list={names} value={value ?? ''} onChange={(event) => onChange?.(event.target.value)} />
      <datalist id={names}>
        {areas.map((area) => (
          <option key={area} value={area}>{area}</option>
        ))}
      </datalist>
    </>
  );
}
