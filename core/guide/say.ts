/** Words that are said: their substitutions filled, and the expressions found that may not be said at all. */

import type { Forbidden, Substitution } from './guide.ts';

export type Language = 'zh-CN' | 'en';

/** A piece of text, or a gap that nobody has filled yet. */
export type Piece = { readonly text: string } | { readonly gap: string };

export type Title = 'mr' | 'ms';
const titles = { mr: { 'zh-CN': '先生', en: 'Mr' }, ms: { 'zh-CN': '女士', en: 'Ms' } } as const;

const brace = /\{([a-z_]+)\}/g;

/** How a caller is addressed, surname and title in the order of the language (SCR-30); null when the surname is not known. */
export function addressed(surname: string, title: Title, language: Language): string | null {
  if (surname.trim() === '') return null;
  return language === 'en' ? `${titles[title].en} ${surname.trim()}` : `${surname.trim()}${titles[title]['zh-CN']}`;
}

/** The names between braces, in order. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(brace)].map(([, name]) => name!);
}

/** What is not known stays a gap; a name is never guessed. What was filled in is not read again. */
export function filled(text: string, known: Partial<Readonly<Record<Substitution, string>>>): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(brace)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    const value = known[match[1] as Substitution];
    pieces.push(value === undefined || value === '' ? { gap: match[1]! } : { text: value });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

export type Found = { readonly code: string; readonly at: number; readonly expression: string; readonly instead: string };

/** Every forbidden expression in a text, in the order in which they stand. */
export function forbiddenIn(text: string, language: Language, forbidden: readonly Forbidden[]): Found[] {
  const written = text.toLowerCase();
  return forbidden
    .flatMap((rule) => {
      const harmless = (rule.allowed?.[language] ?? []).flatMap((each) => placesOf(written, each));
      return rule.expressions[language].flatMap((expression) =>
        placesOf(written, expression)
          .filter(({ from, to }) => !harmless.some((wide) => wide.from <= from && to <= wide.to))
          .map(({ from }): Found => ({ code: rule.code, at: from, expression, instead: rule.instead[language] })),
      );
    })
    .toSorted((a, b) => a.at - b.at);
}

function placesOf(written: string, expression: string): { from: number; to: number }[] {
  const sought = expression.toLowerCase();
  const places: { from: number; to: number }[] = [];
  for (let from = written.indexOf(sought); from >= 0; from = written.indexOf(sought, from + 1)) {
    const to = from + sought.length;
    if (standsAlone(written, from, to)) places.push({ from, to });
  }
  return places;
}

/** A Latin word counts only as a whole word: "no" is not in "now". */
function standsAlone(written: string, from: number, to: number): boolean {
  const joins = (left: string | undefined, right: string | undefined) => /^[a-z][a-z]$/.test(`${left ?? ''}${right ?? ''}`);
  return !joins(written[from - 1], written[from]) && !joins(written[to - 1], written[to]);
}
