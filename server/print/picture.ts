/** A drawn signature as the press can set it: null where the bytes are no picture of a size that a hand draws. */

const begins = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const prefix = 'data:image/png;base64,';
/** Pixels unpacked take memory that the packed ones do not show. */
const sideMax = 2_000;

export function pictureIn(dataUrl: string): readonly number[] | null {
  const bytes = Buffer.from(dataUrl.slice(prefix.length), 'base64');
  if (bytes.length < 33 || begins.some((byte, index) => bytes[index] !== byte)) return null;
  const isWhole = bytes.subarray(-8, -4).toString('latin1') === 'IEND';
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return isWhole && width > 0 && height > 0 && width <= sideMax && height <= sideMax ? [...bytes] : null;
}
