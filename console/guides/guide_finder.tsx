/** Situations to choose from, narrowed by a few words; Enter takes the first. */

import { Input } from 'antd';
import { useState } from 'react';
import { useAsk } from '../ask.ts';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';

export function GuideFinder({ choose }: { choose: (guide: string) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim());
  const found = useAsk('guide.list', { query: q === '' ? {} : { q } }, { refresh: false, keep: true });
  const items = found.data?.items ?? [];
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
