/** What is wrong with one field, in words; the codes are those of zod and of our own shapes. */

import type { Lang } from '../read/asking.ts';

const words: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  // Of our own shapes (core/base/shapes.ts)
  moment: { en: 'Write a moment with its offset, such as 2026-03-02T08:00:00+08:00.', 'zh-CN': '请填写带时区的时刻，例如 2026-03-02T08:00:00+08:00。' },
  id: { en: 'Use letters, digits, _ . and - only, 1 to 64 of them.', 'zh-CN': '只能用字母、数字、_ . -，1 至 64 个。' },
  control: { en: 'Control characters and, in a single line, line breaks are not allowed.', 'zh-CN': '不能含有控制字符；单行内容不能换行。' },
  phone: { en: 'Write a phone number: digits, with an optional + in front.', 'zh-CN': '请填写电话号码：数字，前面可加 +。' },
  code: { en: 'Use small letters, digits and _, beginning with a letter, at most 40.', 'zh-CN': '只能用小写字母、数字和 _，以字母开头，最多 40 个。' },
  file_path: { en: 'Name the folder of the pack and the file, such as grid/pack.yaml.', 'zh-CN': '请填写规则包的文件夹和文件名，例如 grid/pack.yaml。' },
  text_or_address: { en: 'Give the feed or its address, one of the two.', 'zh-CN': '请提供日历文件或其地址，二者择一。' },
  years: { en: 'The first year comes before the last, and at most ten are taken.', 'zh-CN': '起始年份不得晚于结束年份，且最多十年。' },
  one_folder: { en: 'All files lie in one folder, and none is there twice.', 'zh-CN': '所有文件须在同一文件夹内，且不能重复。' },
  time_zone: { en: 'Write the name of a time zone, such as Asia/Shanghai.', 'zh-CN': '请填写时区名称，例如 Asia/Shanghai。' },
  replacement_or_withdrawn: { en: 'Give either a replacement or withdrawn.', 'zh-CN': '“更正内容”与“撤回”只能且必须给出一个。' },
  idempotency_key: { en: 'Use 8 to 100 letters, digits, _ and -.', 'zh-CN': '请用 8 至 100 个字母、数字、_ 或 -。' },
  web_address: { en: 'Write an address that begins with https://, without a name or password in it.', 'zh-CN': '请填写以 https:// 开头的网址，不要包含用户名或密码。' },
  deadline_of_open: { en: 'Only open cases are sorted by deadline.', 'zh-CN': '只有未结的服务单能按时限排序。' },
  // Of the text that was sent
  not_json: { en: 'This is not JSON.', 'zh-CN': '内容不是有效的 JSON。' },
  not_utf8: { en: 'This is not UTF-8.', 'zh-CN': '内容不是有效的 UTF-8。' },
  bad_url: { en: 'The address contains a broken % sequence.', 'zh-CN': '网址中有不完整的 % 转义。' },
  too_deep: { en: 'Lists and objects lie more than 64 deep.', 'zh-CN': '嵌套超过 64 层。' },
  number_too_large: { en: 'This number cannot be kept exactly.', 'zh-CN': '该数字过大，无法精确保存。' },
  duplicate_key: { en: 'A name stands twice in one object.', 'zh-CN': '同一对象中有重复的名称。' },
  forbidden_key: { en: 'This name is not allowed.', 'zh-CN': '不允许使用该名称。' },
  control_character: { en: 'The text contains a control character.', 'zh-CN': '文字中含有控制字符。' },
  broken_character: { en: 'The text contains half a character.', 'zh-CN': '文字中含有不完整的字符。' },
  // Of zod
  invalid_type: { en: 'Expected: {expected}.', 'zh-CN': '应为：{expected}。' },
  required: { en: 'This field is required.', 'zh-CN': '此项必填。' },
  unrecognized_keys: { en: 'Unknown field: {keys}.', 'zh-CN': '未知字段：{keys}。' },
  invalid_value: { en: 'One of: {values}.', 'zh-CN': '只能是：{values}。' },
  too_small: { en: 'At least {minimum}.', 'zh-CN': '至少 {minimum}。' },
  too_big: { en: 'At most {maximum}.', 'zh-CN': '最多 {maximum}。' },
  invalid_format: { en: 'Not in the form expected ({format}).', 'zh-CN': '格式不正确（{format}）。' },
  not_multiple_of: { en: 'Must be a multiple of {divisor}.', 'zh-CN': '须为 {divisor} 的倍数。' },
  invalid_union: { en: 'None of the forms allowed here.', 'zh-CN': '不符合任何一种允许的形式。' },
  invalid_key: { en: 'A name in this object is not allowed.', 'zh-CN': '对象中有不允许的名称。' },
  invalid_element: { en: 'An element of this list is not allowed.', 'zh-CN': '列表中有不允许的元素。' },
  custom: { en: 'Not allowed here.', 'zh-CN': '此处不允许。' },
};

/** Fills the blanks of a sentence; a blank nobody filled stays visible rather than becoming "undefined". */
export function filled(sentence: string, blanks: Readonly<Record<string, unknown>> | undefined): string {
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => (blanks?.[name] === undefined ? blank : String(blanks[name])));
}

export function faultWords(code: string, lang: Lang, blanks?: Readonly<Record<string, unknown>>): string {
  return filled((words[code] ?? words['custom']!)[lang], blanks);
}

export function isFaultCode(code: string): boolean {
  return Object.hasOwn(words, code);
}
