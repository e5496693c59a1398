/** A wait of a script, counted down in the open. */

import { useState } from 'react';
import { useNow } from '../../ui/use_now.ts';
import { useSay } from '../words.ts';

export function WaitLeft({ seconds }: { seconds: number }) {
  const say = useSay();
  const [until] = useState(() => Date.now() + seconds * 1000);
  const left = Math.min(seconds, Math.max(0, Math.ceil((until - useNow()) / 1000)));
  return <p className="guide-wait" role="timer">{left > 0 ? say('guides.wait', { seconds: String(left) }) : say('guides.waited')}</p>;
}
