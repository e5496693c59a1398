/** The words that are printed on a sheet besides those of the form itself. */

import type { Print } from '../../core/form/form.ts';
import type { FormRow, FormStateWord } from '../../wire/view/form_views.ts';
import type { Lang } from './asking.ts';

type Said = Readonly<Record<Lang, string>>;

const words = {
  number: { en: 'No.', 'zh-CN': '编号' },
  period: { en: 'Period', 'zh-CN': '期间' },
  signature: { en: 'Signature', 'zh-CN': '手写签名' },
  signatures: { en: 'Signatures', 'zh-CN': '签字' },
  pages: { en: 'Page {page} of {pages}', 'zh-CN': '第 {page} 页，共 {pages} 页' },
  customer: { en: 'Customer', 'zh-CN': '客户' },
  opened: { en: 'Opened', 'zh-CN': '建立' },
  about: { en: 'About', 'zh-CN': '对象' },
  state: { en: 'State', 'zh-CN': '状态' },
  entries: { en: 'Entries', 'zh-CN': '条数' },
  void_entries: { en: 'Void among them', 'zh-CN': '其中作废' },
  printed: { en: 'Printed {at} by {by}', 'zh-CN': '{at} 由{by}打印' },
  register: { en: 'Register', 'zh-CN': '登记簿' },
  nothing_asked: { en: 'This form asks for no fields.', 'zh-CN': '本表单没有要填写的项目。' },
  nothing_listed: { en: 'Nothing in this period.', 'zh-CN': '该期间没有记录。' },
  retention: { en: 'To be kept: {how_long}', 'zh-CN': '保存期限：{how_long}' },
  void_mark: { en: 'VOID', 'zh-CN': '作废' },
  voided: { en: 'Void: {reason}', 'zh-CN': '作废原因：{reason}' },
  changed: { en: 'The form was changed after this signature', 'zh-CN': '签名后内容已变更，签名不再有效' },
  erased: { en: '(erased)', 'zh-CN': '（已删除）' },
  from: { en: 'from {from}', 'zh-CN': '{from} 起' },
  until: { en: 'until {to}', 'zh-CN': '至 {to}' },
  always: { en: 'from the beginning', 'zh-CN': '全部' },
} as const satisfies Readonly<Record<string, Said>>;

export function sayOn(lang: Lang) {
  return (word: keyof typeof words, blanks: Readonly<Record<string, string>> = {}): string =>
    Object.entries(blanks).reduce<string>((text, [blank, said]) => text.replace(`{${blank}}`, () => said), words[word][lang]);
}

export const stateWords: Readonly<Record<FormStateWord, Said>> = {
  open: { en: 'Being filled', 'zh-CN': '填写中' }, complete: { en: 'Complete', 'zh-CN': '已填完' }, locked: { en: 'Locked', 'zh-CN': '已锁定' }, void: { en: 'Void', 'zh-CN': '已作废' },
};

export const subjectWords: Readonly<Record<FormRow['about_kind'], Said>> = {
  case: { en: 'Case', 'zh-CN': '服务单' }, unit: { en: 'Unit', 'zh-CN': '设备' }, customer: { en: 'Customer', 'zh-CN': '客户' }, organisation: { en: 'Organisation', 'zh-CN': '单位' },
};

/** What a sheet is, so that no copy passes for the original. */
export function markOf({ sheet, nth }: Pick<Print, 'sheet' | 'nth'>, originals: number, lang: Lang): string {
  switch (sheet) {
    case 'original':
      if (originals === 1) return lang === 'en' ? 'Original' : '正本';
      return lang === 'en' ? `Original ${nth} of ${originals}` : `正本 第 ${nth} 份，共 ${originals} 份`;
    case 'copy': return lang === 'en' ? `Duplicate ${nth}` : `副本 第 ${nth} 份`;
    case 'draft': return lang === 'en' ? 'Not final' : '未定稿';
    case 'void': return lang === 'en' ? 'Void' : '作废';
  }
}

/** `permanent` or `5 years`, as the shape of a form writes it. */
export function retentionWords(written: string, lang: Lang): string {
  if (written === 'permanent') return lang === 'en' ? 'permanently' : '永久';
  const [count, unit] = written.split(' ') as [string, 'days' | 'months' | 'years'];
  return lang === 'en' ? `${count} ${Number(count) === 1 ? unit.slice(0, -1) : unit}` : `${count} ${{ days: '天', months: '个月', years: '年' }[unit]}`;
}
