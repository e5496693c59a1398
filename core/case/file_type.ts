/** What a file is by its own first bytes; what somebody called it counts for nothing. */

/** Kinds that are kept: photos, documents, tables, plain text. Nothing that a browser would run. */
export const fileTypes = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain': 'txt',
} as const;
export type FileType = keyof typeof fileTypes;

export const fileTypeNames = Object.keys(fileTypes) as [FileType, ...FileType[]];

/** Photos of a telephone have 3 to 6 MB. */
export const fileBytesMax = 8 * 1024 * 1024;

/** null for everything that is not kept. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const word = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (word(0, 3) === '\u00ff\u00d8\u00ff') return 'image/jpeg';
  if (word(0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png';
  if (word(0, 4) === 'RIFF' && word(8, 12) === 'WEBP') return 'image/webp';
  if (word(4, 8) === 'ftyp' && ['heic', 'heix', 'mif1'].includes(word(8, 12))) return 'image/heic';
  if (word(0, 5) === '%PDF-') return 'application/pdf';
  if (word(0, 4) === 'PK\u0003\u0004') return officeTypeOf(bytes);
  return isText(bytes) ? 'text/plain' : null;
}

/** A file name that ends as its type does, so that no computer opens it as something else. */
export function nameFitting(name: string, type: FileType): string {
  const plain = name.replaceAll(/[\u0000-\u001f\u007f"\\/:*?<>|]/g, '_').trim();
  const wanted = fileTypes[type];
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(plain)?.[1]?.toLowerCase();
  return ending === wanted || (ending === 'jpeg' && wanted === 'jpg') ? plain : `${plain}.${wanted}`;
}

/** The names of what a packed file holds stand in it in plain; macros are not kept. */
function officeTypeOf(bytes: Uint8Array): FileType | null {
  const holds = (name: string) => indexOf(bytes, name) >= 0;
  if (!holds('[Content_Types].xml') || holds('vbaProject.bin')) return null;
  if (holds('word/document.xml')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return holds('xl/workbook.xml') ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : null;
}

function indexOf(bytes: Uint8Array, word: string): number {
  const codes = Array.from(word, (letter) => letter.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0]!); at >= 0; at = bytes.indexOf(codes[0]!, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return at;
  }
  return -1;
}

/** UTF-8 without control characters other than tab and line breaks. */
function isText(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    const more = byte < 0x80 ? 0 : byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : -1;
    if (more < 0 || (more === 0 && (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)))) return false;
    for (let next = 1; next <= more; next++) if ((bytes[at + next] ?? 0) >> 6 !== 2) return false;
    at += more + 1;
  }
  return bytes.length > 0;
}
