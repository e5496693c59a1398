/** `sanbao pack diff`: what one pack says otherwise than another, figure by figure with its rows. */

import { differencesOf, type Difference } from '../../core/pack/difference.ts';
import { print, printJson } from './complaint.ts';
import { packFor } from './explain.ts';
import { readLanguage, type Language } from './texts.ts';

type Options = { readonly lang: string; readonly json?: boolean };

export async function diffPacks(before: string, after: string, options: Options): Promise<void> {
  const lang = readLanguage(options.lang);
  const differences = differencesOf((await packFor(before)).pack, (await packFor(after)).pack);
  if (options.json) return printJson(differences);
  if (differences.length === 0) return print(lang === 'en' ? 'They say the same.' : '两者内容相同。');
  print(differences.map((each) => lineOf(each, lang)).join('\n'));
}

function lineOf({ section, entry, words, at, before, after, source }: Difference, lang: Language): string {
  const name = [section, entry, at].filter((part) => part !== '').join(' ');
  const cited = source.length === 0 ? '' : `  [${source.join(' ')}]`;
  return `${name}${words === null ? '' : `（${words[lang]}）`}: ${valueText(before)} → ${valueText(after)}${cited}`;
}

function valueText(value: unknown): string {
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
}
