/** The way to the inbox in the frame of every screen, with how much is unread. */

import { BellOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useAsk } from '../ask.ts';
import { useSay } from '../words.ts';

const shownMax = 99;

export function InboxLink() {
  const say = useSay();
  const list = useAsk('inbox.list', { query: { limit: 1, unread: 'true' } });
  const unread = list.data?.unread ?? 0;
  const words = say('inbox.unread_count', { count: unread });
  return (
    <Link to="/inbox" className="bell" aria-label={words} title={words} activeProps={{ 'aria-current': 'page' }}>
      <BellOutlined aria-hidden />
      {unread > 0 && <span className="bell-count" aria-hidden="true">{unread > shownMax ? `${shownMax}+` : unread}</span>}
    </Link>
  );
}
