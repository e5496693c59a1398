import { describe, expect, test } from 'vitest';
import { fileTypeOf, nameFitting } from './file_type.ts';

const of = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
/** 表 in UTF-8. */
const table = '\u00e8\u00a1\u00a8';

describe('what a file is by its bytes', () => {
  test.each<readonly [string, Uint8Array, string | null]>([
    ['a photo', of('\u00ff\u00d8\u00ff\u00e0..JFIF'), 'image/jpeg'],
    ['a screenshot', of('\u0089PNG\r\n\u001a\n....'), 'image/png'],
    ['WebP', of('RIFF....WEBPVP8 '), 'image/webp'],
    ['a sound in the same box', of('RIFF\u0000...WAVEfmt '), null],
    ['HEIC of a telephone', of('\u0000\u0000\u0000\u0018ftypheic....'), 'image/heic'],
    ['a film in the same box', of('\u0000\u0000\u0000\u0018ftypmp42....'), null],
    ['PDF', of('%PDF-1.7 ...'), 'application/pdf'],
    ['Word', of('PK\u0003\u0004 [Content_Types].xml .. word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['Excel', of('PK\u0003\u0004 [Content_Types].xml .. xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['Excel with macros', of('PK\u0003\u0004 [Content_Types].xml .. xl/workbook.xml xl/vbaProject.bin'), null],
    ['any other packed file', of('PK\u0003\u0004 run.exe'), null],
    ['a program', of('MZ\u0090\u0000\u0003'), null],
    ['a script, which is plain text and served as such', of('<script>alert(1)</script>'), 'text/plain'],
    ['Chinese', of(`${table} 1024\r\n\t${table}`), 'text/plain'],
    ['Chinese in another encoding', of('\u00b1\u00ed'), null],
    ['a letter in two bytes that fits in one', of('\u00c0\u00af'), null],
    ['cut off within a letter', of(table.slice(0, 2)), null],
    ['a zero in a text', of('a\u0000b'), null],
    ['nothing', of(''), null],
  ])('%s', (_, bytes, type) => {
    expect(fileTypeOf(bytes)).toBe(type);
  });
});

describe('the name it is saved under', () => {
  test.each([
    ['现场.jpg', 'image/jpeg', '现场.jpg'],
    ['IMG.JPEG', 'image/jpeg', 'IMG.JPEG'],
    ['photo.html', 'image/jpeg', 'photo.html.jpg'],
    ['page.svg', 'text/plain', 'page.svg.txt'],
    ['..\\..\\etc/passwd', 'text/plain', '.._.._etc_passwd.txt'],
    ['a"b\r\nc.pdf', 'application/pdf', 'a_b__c.pdf'],
  ] as const)('%s as %s → %s', (name, type, saved) => {
    expect(nameFitting(name, type)).toBe(saved);
  });
});
