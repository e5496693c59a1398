/** Whether a declared event is coming, on, or over. */

import { ClockCircleOutlined, StopOutlined, ThunderboltFilled } from '@ant-design/icons';
import { Mark } from '../../ui/mark.tsx';
import type { EventView } from '../../wire/view/views.ts';
import { useServerNow } from '../server_clock.ts';
import { useSay } from '../words.ts';

export function EventMark({ event }: { event: EventView }) {
  const say = useSay();
  const now = useServerNow();
  const kind = say.code('event', event.kind);
  if (event.ends_at !== null && Date.parse(event.ends_at) <= now) return <Mark hue="grey" icon={<StopOutlined />}>{say('events.over', { kind })}</Mark>;
  if (Date.parse(event.begins_at) > now) return <Mark hue="blue" icon={<ClockCircleOutlined />}>{say('events.coming', { kind })}</Mark>;
  return <Mark hue="amber" icon={<ThunderboltFilled />}>{say('events.on', { kind })}</Mark>;
}
