/** The words of the screens in the language chosen: i18next underneath, typed keys on top. */

import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from '../wire/words/en.ts';
import { zhCn, type Word } from '../wire/words/zh_cn.ts';

export type Language = 'zh-CN' | 'en';
export type Blanks = Readonly<Record<string, string | number>>;

/** Another language is another file with the same keys, one line here, and Ant Design's own words in look_choice.ts. */
const tables: Record<Language, Record<Word, string>> = { 'zh-CN': zhCn, en };
export const languages: readonly { code: Language; own: string }[] = [
  { code: 'zh-CN', own: '中文' },
  { code: 'en', own: 'English' },
];

export function startWords(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(Object.entries(tables).map(([code, table]) => [code, { translation: table }])),
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // React escapes what it shows.
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
}

export type Say = {
  (word: Word, blanks?: Blanks): string;
  /** Words for a code that comes from data: `state.on_site`; the code itself where we have none. */
  code: (group: string, code: string) => string;
  language: Language;
};

export function useSay(): Say {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const say = (word: Word, blanks?: Blanks) => i18n.t(word, blanks ?? {});
  const code = (group: string, name: string) => {
    const key = `${group}.${name}`;
    // Words of the pack are learnt when somebody signs in.
    return isWord(key) || i18n.exists(key) ? i18n.t(key as Word) : name;
  };
  return Object.assign(say, { code, language });
}

function isWord(key: string): key is Word {
  return Object.hasOwn(zhCn, key);
}
