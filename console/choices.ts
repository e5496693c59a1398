/** The words for codes that a pack gives: zones, matters, classes, reasons. */

import type { Me } from '../wire/view/views.ts';
import { useMe } from './session.tsx';
import { useSay } from './words.ts';

export type Choice = { value: string; label: string };

export type Choices = {
  /** All choices of a group, in the pack's order. */
  of: (group: string) => Choice[];
  /** Words for one code of a group; the code where the pack has none. */
  name: (group: string, code: string | null) => string;
};

export function useChoices(): Choices {
  const me = useMe();
  const { language } = useSay();
  return {
    of: (group) => (me.choices[group] ?? []).map((it) => ({ value: it.code, label: wordsOf(it.words, language) ?? it.code })),
    name: (group, code) => (code === null ? '—' : nameOf(me, language, group, code)),
  };
}

function nameOf(me: Me, language: string, group: string, code: string): string {
  const found = me.choices[group]?.find((it) => it.code === code);
  return (found && wordsOf(found.words, language)) ?? code;
}

// A pack in one language only is still better shown in that language than as a code.
function wordsOf(words: Record<string, string>, language: string): string | undefined {
  return words[language] ?? Object.values(words)[0];
}
