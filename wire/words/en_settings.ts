/** English words of the inbox, the first day, the settings and the page of a customer. */

import type { zhCnSettings } from './zh_cn_settings.ts';

export const enSettings: Record<keyof typeof zhCnSettings, string> = {
  // Inbox.
  'place.inbox': 'Inbox',
  'inbox.unread_count': 'Inbox, {count} unread',
  'inbox.show': 'Show',
  'inbox.all': 'All',
  'inbox.unread': 'Unread',
  'inbox.none': 'Nothing yet. When a promise nears its deadline or passes it, you are told here.',
  'inbox.none_unread': 'Nothing is unread.',
  'inbox.kind': 'Alarm',
  'inbox.told_at': 'Told at',
  'inbox.read': 'Read',
  'inbox.mark_read': 'Mark as read',
  'inbox.mark_read_one': 'Mark as read: {number} {promise}',
  'inbox.mark_all': 'Mark all as read',
  'inbox.read_at': 'read {time}',
  'alarm.clock.warned': 'Warning',
  'alarm.clock.due': 'Due',
  'alarm.clock.escalated': 'Escalated',
};
