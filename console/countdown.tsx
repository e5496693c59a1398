/** How long is left, or how long it is past: colour, icon and words, moving by the second with the server's clock. */

import { ClockCircleOutlined, WarningFilled } from '@ant-design/icons';
import { Mark } from '../ui/mark.tsx';
import { countdownText } from '../ui/moments.ts';
import { useServerNow } from './server_clock.ts';
import { useSay } from './words.ts';

/** Less than this is worth a look even if nothing is late yet. */
const soonMs = 15 * 60_000;

export function Countdown({ deadline }: { deadline: string }) {
  const say = useSay();
  const left = Date.parse(deadline) - useServerNow();
  const text = countdownText(left, say('day_short'));
  if (left < 0) return <Mark hue="red" icon={<WarningFilled />}>{say('late_by', { time: text })}</Mark>;
  return <Mark hue={left < soonMs ? 'amber' : 'blue'} icon={<ClockCircleOutlined />}>{say('left_for', { time: text })}</Mark>;
}
