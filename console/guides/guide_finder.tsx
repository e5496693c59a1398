/** Situations to choose from, narrowed by a few words; Enter takes the first. */

import { Input } from 'antd';
import { useState } from 'react';
import { useAsk } from '../ask.ts';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';

type Props = {
  /** Where the work is done, procedures and checklists stand before what is said on the phone. */
  atWork: boolean;
  choose: (guide: string) => void;
};

export function GuideFinder({ atWork, choose }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim());
  const found = useAsk('guide.list', { query: q === '' ? {} : { q } }, { refresh: false, keep: true });
  const all = found.data?.items ?? [];
  const items = atWork && q === '' ? all.toSorted((a, b) => Number(a.kind === 'script') - Number(b.kind === 'script')) : all;
  const isSettled = q === typed.trim() && !found.isPlaceholderData;
  return (
    <>
      <Input
        autoFocus autoComplete="off" allowClear aria-label={say('guides.find')} placeholder={say('guides.find')} value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={(event) => {
          // What is on the screen is still that of the words before.
          if (!event.nativeEvent.isComposing && isSettled && items[0] !== undefined) choose(items[0].guide);
        }}
      />
      <ul className="plain guide-list">
        {items.map((it) => (
          <li key={it.guide}>
            <button type="button" onClick={() => choose(it.guide)}>
              <strong>{it.words}</strong> <span className="quiet">{say.code('guide_kind', it.kind)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="quiet">{found.data && items.length === 0 && say('guides.nothing')}</p>
    </>
  );
}
