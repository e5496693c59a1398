/** `sanbao pack diff`: what one pack says otherwise than another, figure by figure with its rows. */

import { differencesOf, valueText, type Difference } from '../../core/pack/difference.ts';
import { type Language, packWords } from '../../core/clock/words.ts';
import { print, printJson } from './complaint.ts';
import { packFor } from './explain.ts';
import { readLanguage } from './texts.ts';

const same: Readonly<Record<Language, string>> = { 'zh-CN': '两者内容相同。', en: 'They say the same.', 'zh-TW': '兩者內容相同。', es: 'Dicen lo mismo.' };

type Options = { readonly lang: string; readonly json?: boolean };

export async function diffPacks(before: string, after: string, options: Options): Promise<void> {
  const lang = readLanguage(options.lang);
  const differences = differencesOf((await packFor(before)).pack, (await packFor(after)).pack);
  if (options.json) return printJson(differences);
  if (differences.length === 0) return print(same[lang]);
  print(differences.map((each) => lineOf(each, lang)).join('\n'));
}

function lineOf({ section, entry, words, at, before, after, source }: Difference, lang: Language): string {
  const name = [section, entry, at].filter((part) => part !== '').join(' ');
  const cited = source.length === 0 ? '' : `  [${source.join(' ')}]`;
  return `${name}${words === null ? '' : `（${packWords(words, lang)}）`}: ${shown(before)} → ${shown(after)}${cited}`;
}

function shown(value: unknown): string {
  return value === undefined ? '—' : valueText(value);
}
