/** What can be done right now, told by the parts of a screen that do it: read by the keyboard, the palette and the list of keys. */

import { useEffect, useId } from 'react';

type Offered = {
  label: string;
  /** As it is written on the screen: `j`, `?`, `Ctrl+K`. */
  keys?: readonly string[];
  run: () => void;
  /** Moving about belongs to the keyboard alone; in the palette it would only be in the way. */
  onlyKeys?: true;
};

const parts = new Map<string, readonly Offered[]>();

/** Offers these as long as the part is shown; what was offered last goes first. */
export function useOffered(offered: readonly Offered[]): void {
  const part = useId();
  useEffect(() => {
    parts.delete(part);
    parts.set(part, offered);
  });
  useEffect(() => () => void parts.delete(part), [part]);
}

export function offeredNow(): Offered[] {
  return [...parts.values()].toReversed().flat();
}
