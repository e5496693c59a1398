/** Chinese words of the inbox, the first day, the settings and the page of a customer. */

export const zhCnSettings = {
  // Inbox.
  'place.inbox': '消息',
  'inbox.unread_count': '消息，未读 {count} 条',
  'inbox.show': '显示',
  'inbox.all': '全部',
  'inbox.unread': '未读',
  'inbox.none': '还没有消息。承诺快到时限或已过时限时，会在这里提醒您。',
  'inbox.none_unread': '没有未读消息。',
  'inbox.kind': '提醒',
  'inbox.told_at': '通知时间',
  'inbox.read': '阅读',
  'inbox.mark_read': '标为已读',
  'inbox.mark_read_one': '标为已读：{number} {promise}',
  'inbox.mark_all': '全部标为已读',
  'inbox.read_at': '已读 {time}',
  'alarm.clock.warned': '预警',
  'alarm.clock.due': '到期',
  'alarm.clock.escalated': '升级',
} as const;
