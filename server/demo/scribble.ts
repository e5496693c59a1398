/** A drawn signature for the demo county: a small PNG whose curve follows from the name. */

import { createHash } from 'node:crypto';
import { greyPng } from './grey_png.ts';

const width = 160;
const height = 48;

/** A data URL, as a phone's signature field gives it. */
export function scribble(name: string): string {
  const turns = createHash('sha256').update(name).digest();
  const rows = Array.from({ length: height }, () => new Uint8Array(width).fill(255));
  for (let step = 0; step < 2_000; step++) {
    const along = step / 2_000;
    const sway = [0, 1, 2, 3].reduce((sum, wave) => sum + Math.sin(along * (3 + wave * 7) + turns[wave]! / 20) * (9 - wave * 2), 0);
    const x = Math.round(10 + along * (width - 20) + Math.cos(along * 23 + turns[4]! / 20) * 7);
    const y = Math.round(height / 2 + sway * 0.8);
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const) {
      const row = rows[y + dy];
      if (row !== undefined && x + dx >= 0 && x + dx < width) row[x + dx] = 20;
    }
  }
  return greyPng(rows);
}
