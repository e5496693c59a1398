/** Tells by its first bytes that a file is packed, so that it is refused before anything of it is unpacked. */

import { open } from 'node:fs/promises';

const kinds: readonly (readonly [kind: string, firstBytes: readonly number[]])[] = [
  ['a ZIP or XLSX file', [0x50, 0x4b, 0x03, 0x04]],
  ['a ZIP file', [0x50, 0x4b, 0x05, 0x06]],
  ['a gzip file', [0x1f, 0x8b]],
  ['an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a zstd file', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a 7z file', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR file', [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ['an old XLS file', [0xd0, 0xcf, 0x11, 0xe0]],
];

/** What a file is packed as; null for one that may be text. */
export async function packedAs(file: string): Promise<string | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const begins = (bytes: readonly number[]) => bytesRead >= bytes.length && bytes.every((byte, at) => buffer[at] === byte);
    return kinds.find(([, bytes]) => begins(bytes))?.[0] ?? null;
  } finally {
    await handle.close();
  }
}
