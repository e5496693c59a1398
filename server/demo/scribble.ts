/** A drawn signature for the demo county: a small PNG whose curve follows from the name. */

import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

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
  return `data:image/png;base64,${pngOf(rows).toString('base64')}`;
}

function pngOf(rows: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey, no interlacing.
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = Buffer.concat(rows.map((row) => Buffer.concat([Buffer.from([0]), row])));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
