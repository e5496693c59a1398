/** An address that leads nowhere. */

import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/notices.tsx';
import { useSay } from './words.ts';

export function Lost() {
  const say = useSay();
  return (
    <Empty words={say('lost')}>
      <Link to="/">{say('lost_home')}</Link>
    </Empty>
  );
}
