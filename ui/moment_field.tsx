/** A field for a moment: the browser's own date and time control, read and written in a named zone. */

import { Input } from 'antd';
import { useState } from 'react';
import { momentOfWall, wallOf } from './moments.ts';

type Props = { zone: string; value?: string | undefined; onChange?: (iso: string | undefined) => void; id?: string; 'aria-label'?: string };

export function MomentField({ zone, value, onChange, ...rest }: Props) {
  // While it is being typed the text is not a moment yet, so the text is kept here and only whole moments go out.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === undefined ? '' : wallOf(value, zone));
  return (
    <Input
      {...rest}
      type="datetime-local"
      step={1}
      value={shown}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        onChange?.(text === '' ? undefined : (momentOfWall(text, zone) ?? undefined));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
