/** What a printed sheet shows, in words that are ready to be read: all that the layout (paper.typ) is given. */

import { Refused } from '../refused.ts';

export type PaperPair = { readonly label: string; readonly value: string | null };
/** In a grid of two columns; a wide one has the whole row. */
type PaperItem = PaperPair & { readonly wide: boolean };
export type PaperColumn = { readonly label: string; readonly number: boolean; /** Its share of the width. */ readonly width: number };
export type PaperRow = { readonly cells: readonly (string | null)[]; /** Shown struck through. */ readonly struck: boolean };
export type PaperBlock =
  | { readonly kind: 'pairs'; readonly items: readonly PaperItem[] }
  | { readonly kind: 'table'; readonly label: string | null; readonly columns: readonly PaperColumn[]; readonly rows: readonly PaperRow[] };
export type PaperSigner = {
  readonly label: string; readonly name: string; readonly at: string; readonly note: string | null;
  /** A PNG as it was drawn. */
  readonly picture: readonly number[] | null;
};

export type Paper = {
  readonly kind: 'form' | 'register';
  /** A language and its region, as typesetting names them. */
  readonly lang: string;
  readonly region: string;
  readonly organisation: string;
  readonly title: string;
  readonly number: string;
  /** What this sheet is; strong where it must not be taken for the original. */
  readonly mark: { readonly text: string; readonly strong: boolean };
  /** What lies over the whole of a void one, and why. */
  readonly struck: { readonly mark: string; readonly reason: string } | null;
  readonly facts: readonly PaperPair[];
  readonly blocks: readonly PaperBlock[];
  readonly remarks: readonly string[];
  readonly signers: readonly PaperSigner[];
  readonly foot: string;
  /** `pages` has the places {page} and {pages}. */
  readonly words: { readonly number: string; readonly signature: string; readonly signatures: string; readonly pages: string };
};

/** Some two hundred pages of text: set in seconds, while twice as much takes four times as long. */
const textMax = 500_000;

/** As text for the layout. What is longer than anybody reads is refused before it is set. */
export function textOfPaper(paper: Paper): string {
  const text = JSON.stringify(paper, (_key, value: unknown) => (typeof value === 'string' ? breakable(value) : value));
  if (text.length > textMax + paper.signers.reduce((sum, { picture }) => sum + 4 * (picture?.length ?? 0), 0)) throw new Refused('print_too_large');
  return text;
}

/** A word longer than a column may be broken anywhere; else it would run over its neighbour. */
function breakable(text: string): string {
  return text.replaceAll(/[!-~]{20,}/g, (word) => word.replaceAll(/.{10}(?=.)/g, '$&\u200B'));
}
