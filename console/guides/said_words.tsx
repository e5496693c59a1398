/** Words to be said, with what nobody filled in shown as a gap. */

import type { SaidPiece } from '../../wire/view/guide_views.ts';
import { useSay } from '../words.ts';

export type KnownWords = Readonly<Partial<Record<'caller' | 'phone', string>>>;

export function SaidWords({ pieces, known = {} }: { pieces: readonly SaidPiece[]; known?: KnownWords }) {
  const say = useSay();
  return pieces.map((piece, index) => {
    const filled = piece.gap ? known[piece.text as keyof KnownWords] : piece.text;
    return filled === undefined || filled === ''
      ? <mark key={index} className="gap">{say.code('guide_gap', piece.text)}</mark>
      : <span key={index}>{filled}</span>;
  });
}
