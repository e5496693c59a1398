/** The words a pack gives to the milestones of its trade, learnt by the screens beside their own; and the actions that record them. */

import i18next from 'i18next';
import type { Me } from '../wire/view/views.ts';
import type { Word } from '../wire/words/zh_cn.ts';
import type { CaseAction, Field } from './action/case_actions.ts';

type Declared = Me['approvals'][number];
type MilestoneField = Declared['fields'][number];

/** Where the words of a field of this kind of fact stand, and of the codes it may be. */
const groupOf = (kind: string) => `field.${kind}`;
const choicesOf = (kind: string, field: string) => `choice.${kind}.${field}`;

/** Every word the pack says about its milestones and approvals, by language and key. */
export function tradeWords(declared: readonly Declared[]): Record<string, Record<string, string>> {
  const table: Record<string, Record<string, string>> = {};
  const learn = (key: string, words: Readonly<Record<string, string>>) => {
    for (const [language, text] of Object.entries(words)) (table[language] ??= {})[key] = text;
  };
  for (const { kind, words, fields } of declared) {
    learn(`fact.${kind}`, words);
    for (const field of fields) {
      learn(`${groupOf(kind)}.${field.name}`, field.words);
      for (const choice of field.choices) learn(`${choicesOf(kind, field.name)}.${choice.code}`, choice.words);
    }
  }
  return table;
}

/** Adds them to the words of the screens; a word of the house stays as it is. */
export function learnTradeWords(declared: readonly Declared[]): void {
  for (const [language, words] of Object.entries(tradeWords(declared))) i18next.addResourceBundle(language, 'translation', words, false, false);
}

/** What is said when one of them is asked for; its words are learnt like those of milestones. */
export function requestFields(approvals: Me['approvals'], approval: string): Field[] {
  const kind = `approval.${approval}`;
  return approvals.find((it) => it.kind === kind)?.fields.map((field) => fieldOf(kind, field)) ?? [];
}

/** The milestones of the trade as actions: generated fields, the pack's words. */
export function tradeActions(milestones: Me['milestones']): CaseAction[] {
  return milestones.filter(({ yours, by_approval }) => yours && by_approval === null).map(({ kind, fields }) => ({
    // The words are learnt from the pack, so the compiler cannot know the key.
    command: 'record_milestone', words: `fact.${kind}` as Word, place: 'desk', timed: true, milestone: kind,
    fields: fields.map((field) => fieldOf(kind, field)),
  }));
}

const controls = { text: 'line', number: 'number', flag: 'yes', moment: 'moment', code: 'choice', fen: 'fen' } as const;

function fieldOf(kind: string, { name, type, required, choices }: MilestoneField): Field {
  const codes = choices.map((choice) => choice.code);
  return {
    name, words: `${groupOf(kind)}.${name}`, kind: type === 'code' && codes.length === 0 ? 'line' : controls[type],
    ...(required ? { required: true as const } : {}), ...(codes.length === 0 ? {} : { group: choicesOf(kind, name), codes }),
  };
}
