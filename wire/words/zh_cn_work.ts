/** Words of a working day in simplified Chinese: seen changes, undo, lists, keys, calls. */

export const zhCnWork = {
  moved_on: '填写期间，服务单有了新的变化',
  'moved_on.seen': '已看过',
  'moved_on.send': '已看过，再次提交',
  'undo.done': '{number}：{action}，已记录',
  undo: '撤销',
  'undo.reason': '操作后随即撤销',
  'undo.undone': '{number}：已撤销',
} as const satisfies Record<string, string>;
