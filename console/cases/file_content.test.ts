import { expect, test } from 'vitest';
import { base64Of, sizeText } from './file_content.ts';

test.each([[0, '0 B'], [1023, '1023 B'], [1024, '1 KB'], [1025, '2 KB'], [3_565_158, '3.4 MB'], [8 * 1024 * 1024, '8.0 MB']] as const)('%i bytes are %s', (bytes, words) => {
  expect(sizeText(bytes)).toBe(words);
});

test('every byte comes through, over the edge of a piece too', async () => {
  const bytes = Uint8Array.from({ length: 0x8000 + 257 }, (_, at) => at % 256);
  const back = Uint8Array.from(atob(await base64Of(new Blob([bytes]))), (letter) => letter.charCodeAt(0));
  expect(back.every((byte, at) => byte === bytes[at]) && back.length === bytes.length).toBe(true);
});
