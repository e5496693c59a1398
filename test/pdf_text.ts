/** What a PDF of ours says: the letters of its pages in their order, read back out of the file through the tables its fonts carry. Spaces are left out, as lines are broken where they fit. */

import { inflateSync } from 'node:zlib';

type Objects = ReadonlyMap<string, string>;

/** One text a page. */
export function pagesOfPdf(bytes: Uint8Array): string[] {
  const objects = objectsIn(Buffer.from(bytes).toString('latin1'));
  const pages = [...objects.values()].filter((text) => /\/Type \/Page\n/.test(text));
  return pages.map((page) => {
    const fonts = new Map([...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map((match) => [match[1]!, lettersOf(objects, match[2]!)]));
    return textOf(streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!), fonts);
  });
}

/** As the pages of a sheet are compared: without spaces, and without the places where a long word may be broken. */
export function unspaced(text: string): string {
  return text.replaceAll(/[\s\u200B]/g, '');
}

function objectsIn(file: string): Objects {
  return new Map([...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((match) => [match[1]!, match[2]!]));
}

function streamOf(object: string): string {
  const head = object.slice(0, object.indexOf('stream\n'));
  const body = Buffer.from(object.slice(head.length + 'stream\n'.length, object.lastIndexOf('\nendstream')), 'latin1');
  return (head.includes('/FlateDecode') ? inflateSync(body) : body).toString('latin1');
}

/** Which letters each glyph of a font stands for. */
function lettersOf(objects: Objects, font: string): ReadonlyMap<number, string> {
  const table = streamOf(objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)!)![1]!)!);
  return new Map([...table.matchAll(/<([0-9a-fA-F]{4})> <((?:[0-9a-fA-F]{4})+)>/g)].map((match) => [parseInt(match[1]!, 16), Buffer.from(match[2]!, 'hex').swap16().toString('utf16le')]));
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let letters: ReadonlyMap<number, string> = new Map();
  let text = '';
  const shown = (bytes: string) => {
    for (let at = 0; at + 1 < bytes.length; at += 2) text += letters.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? '';
  };
  for (let at = 0; at < content.length; at++) {
    const font = content[at] === '/' ? /^\/(f\d+) [\d.]+ Tf/.exec(content.slice(at, at + 40)) : null;
    if (font !== null) letters = fonts.get(font[1]!)!;
    if (content[at] !== '(') continue;
    const end = endOfLiteral(content, at);
    shown(unescaped(content.slice(at + 1, end)));
    at = end;
  }
  return unspaced(text);
}

/** Parentheses within are escaped, or come in pairs. */
function endOfLiteral(content: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < content.length; at++) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') depth += 1;
    else if (content[at] === ')' && (depth -= 1) === 0) return at;
  }
  throw new Error('a string of the page does not end');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(literal: string): string {
  return literal.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) => (/[0-7]/.test(code[0]!) ? String.fromCharCode(parseInt(code, 8)) : (escapes[code] ?? code)));
}
