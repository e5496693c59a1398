/** An address that leads nowhere, and a screen that broke. */

import { Link } from '@tanstack/react-router';
import { Empty, Trouble } from '../ui/notices.tsx';
import { useSay } from './words.ts';

export function Lost() {
  const say = useSay();
  return (
    <Empty words={say('lost')}>
      <Link to="/">{say('lost_home')}</Link>
    </Empty>
  );
}

/** A mistake of ours in one screen; the frame around it still stands. What was typed at the desk is kept as a draft. */
export function Broken({ reset }: { reset: () => void }) {
  const say = useSay();
  return <Trouble title={say('broken')} detail={say('broken.detail')} again={{ words: say('try_again'), press: reset }} />;
}
