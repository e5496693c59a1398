/** The places of a pack in the words of the trade: `promises`, `target.2.within`. */

import type { Say } from '../words.ts';

export function sectionWords(say: Say, section: string): string {
  const [group, inner] = section.split('.') as [string, string?];
  const name = say.code('pack_section', group);
  return inner === undefined ? name : `${name} · ${say.code('pack_field', inner)}`;
}

/** Empty for the entry itself. */
export function placeWords(say: Say, at: string): string {
  return at.split('.').filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? say('packs.row', { row: part }) : say.code('pack_field', part))).join(' › ');
}

export function entryWords(say: Say, words: Readonly<Record<string, string>> | null, name: string): string {
  return words?.[say.language] ?? words?.['zh-CN'] ?? name;
}
