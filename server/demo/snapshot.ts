/** What stands for a photograph in the demo worlds: a plate with its four bolts and a crack whose way follows from the name. */

import { createHash } from 'node:crypto';
import { greyPng } from './grey_png.ts';

const width = 480;
const height = 360;
const bolts = [[90, 80], [390, 80], [90, 280], [390, 280]] as const;

export function snapshot(name: string): string {
  const turns = createHash('sha256').update(name).digest();
  const crack = Array.from({ length: width }, (_, x) => 180 + [0, 1, 2].reduce((sum, wave) => sum + Math.sin(x / (11 + wave * 23) + turns[wave]!) * (5 + wave * 9), 0));
  return greyPng(Array.from({ length: height }, (_, y) => Uint8Array.from({ length: width }, (__, x) => shadeAt(x, y, crack[x]!))));
}

function shadeAt(x: number, y: number, crack: number): number {
  if (x < 30 || x >= width - 30 || y < 30 || y >= height - 30) return 44;
  const bolt = Math.min(...bolts.map(([left, top]) => Math.hypot(x - left, y - top)));
  if (bolt < 22) return bolt < 12 ? 70 : 105;
  if (x > 150 && x < 430 && Math.abs(y - crack) < (x - 150) / 90) return 20;
  return 150 + Math.round((x + y) / 16);
}
