/** What a case is found by: its words as one plain text, and the numbers that the index holds of them. */

import { nationalPhone, phoneDigits, storedPhone } from '../../core/base/phone.ts';

/** Longer descriptions are found by their beginning. */
const textMax = 4_000;
const wordsMax = 8;
/** From so many digits on, what looks like a telephone number is one; `3-2-101` is the third house, second stair. */
const phoneDigitsMin = 7;

/** Wide and narrow letters, capitals and small ones are the same; words are divided by one space. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- a query may hold them, PostgreSQL cannot
  return text.normalize('NFKC').toLowerCase().replace(/[\s\u0000-\u001f]+/g, ' ').trim();
}

/** Everything somebody may remember of a case. What is erased is not in it, because it is no longer in the case. */
export function searchText(parts: readonly (string | null | undefined)[]): string {
  return plain(parts.filter((part) => part !== null && part !== undefined).join(' ')).slice(0, textMax);
}

/** What was typed, as the words that must all be found. A telephone number is sought by its digits inside its country (`home`), however it is divided. */
export function soughtWords(typed: string, home: string | undefined): string[] {
  const text = plain(typed);
  if (isPhone(text)) return [soughtPhone(text, home)];
  const words = text.split(' ').filter((word) => word !== '').slice(0, wordsMax);
  return [...new Set(words.map((word) => (isPhone(word) ? soughtPhone(word, home) : word)))];
}

/** However it is kept, the national number is the end of it. */
function soughtPhone(typed: string, home: string | undefined): string {
  return nationalPhone(typed, home) || storedPhone(typed);
}

function isPhone(text: string): boolean {
  return /^\+?[\d() -]+$/.test(text) && phoneDigits(text).length >= phoneDigitsMin;
}

/** The terms of a text, each once and in order, so that the same text always gives the same row. */
export function termsOfText(org: string, text: string): Set<number> {
  const seed = seedOf(org);
  const terms = new Set<number>();
  for (const word of text.split(' ')) {
    const chars = [...word];
    chars.forEach((char, i) => {
      const pair = char + (chars[i + 1] ?? '');
      if (!isAscii(char)) terms.add(hashOf(seed, char));
      if (i + 1 < chars.length) terms.add(hashOf(seed, pair));
      if (i + 2 < chars.length && isAscii(pair + chars[i + 2]!)) terms.add(hashOf(seed, pair + chars[i + 2]!));
    });
  }
  return terms;
}

/** The fewest terms that everything containing this word must have; none for a single Latin letter, which nearly everything has. */
export function termsOfWord(org: string, word: string): number[] {
  const seed = seedOf(org);
  const chars = [...word];
  if (chars.length === 1) return isAscii(word) ? [] : [hashOf(seed, word)];
  const terms = new Set<number>();
  for (let i = 0; i + 1 < chars.length; i++) {
    const pair = chars[i]! + chars[i + 1]!;
    const next = i + 2 < chars.length ? pair + chars[i + 2]! : null;
    // Latin letters come in few pairs, so three of them are one term; Chinese pairs are telling enough.
    if (next !== null && isAscii(next)) terms.add(hashOf(seed, next));
    else if (!(isAscii(pair) && i > 0 && isAscii(chars[i - 1]!))) terms.add(hashOf(seed, pair));
  }
  return [...terms];
}

/** A code such as zone = urban, so that rare codes and words are looked up together. */
export function termOfCode(org: string, field: 'zone' | 'channel' | 'matter', code: string): number {
  return hashOf(seedOf(org), `${field}\u0000${code}`);
}

function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the range of ASCII begins there
  return /^[\u0000-\u007f]*$/.test(text);
}

// The organisation is part of every term: a common word of one is nothing that the others must wade through.
// Two words may share a number by chance; the words themselves are looked at afterwards, so it costs a moment, never a wrong answer.
function seedOf(org: string): number {
  return mixed(0x811c9dc5, org);
}

function mixed(seed: number, text: string): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash;
}

/** FNV-1a, its bits stirred once more at the end, as PostgreSQL's integer. */
function hashOf(seed: number, text: string): number {
  let hash = mixed(seed, text);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
