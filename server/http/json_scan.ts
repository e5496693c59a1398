/** Looks over a JSON text once, before it is parsed, for what a parser would silently bend or choke on. */

export type JsonFault = { readonly code: 'too_deep' | 'number_too_large' | 'duplicate_key' | 'forbidden_key' | 'control_character' | 'broken_character'; readonly at: number };

export const depthMax = 64;

const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;
const comma = 44;
const colon = 58;
const minus = 45;
const zero = 48;
const nine = 57;

/** A name that would reach the prototype of an object somewhere further in. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

type Level = { readonly keys: Set<string> | null; isKeyNext: boolean };

/** null when nothing is wrong. Malformed text is left to the parser, whose message is better. */
export function scanJson(text: string): JsonFault | null {
  const levels: Level[] = [];
  let i = 0;
  while (i < text.length) {
    const char = text.charCodeAt(i);
    if (char === quote) {
      const end = endOfString(text, i);
      const fault = faultInString(text, i, end) ?? faultInKey(text, i, end, levels.at(-1));
      if (fault) return fault;
      i = end + 1;
    } else if (char === openBrace || char === openBracket) {
      if (levels.length === depthMax) return { code: 'too_deep', at: i };
      levels.push({ keys: char === openBrace ? new Set() : null, isKeyNext: char === openBrace });
      i++;
    } else if (char === minus || (char >= zero && char <= nine)) {
      const end = endOfNumber(text, i);
      if (isTooLarge(text, i, end)) return { code: 'number_too_large', at: i };
      i = end;
    } else {
      turn(levels, char);
      i++;
    }
  }
  return null;
}

function turn(levels: Level[], char: number): void {
  if (char === closeBrace || char === closeBracket) levels.pop();
  const level = levels.at(-1);
  if (level?.keys && (char === comma || char === colon)) level.isKeyNext = char === comma;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === backslash) i++;
    else if (char === quote) return i;
  }
  return text.length;
}

/** PostgreSQL keeps no zero byte, and half a character is none; tab and line breaks are left to the shapes. */
function faultInString(text: string, start: number, end: number): JsonFault | null {
  const raw = text.slice(start, end + 1);
  // Raw control characters are malformed JSON anyway; these come as \u0000. An escaped surrogate may be half a pair.
  if (!raw.includes('\\u') && raw.isWellFormed()) return null;
  const value = parsed(raw);
  if (value === null) return null;
  if (!value.isWellFormed()) return { code: 'broken_character', at: start };
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u.test(value) ? { code: 'control_character', at: start } : null;
}

function faultInKey(text: string, start: number, end: number, level: Level | undefined): JsonFault | null {
  if (!level?.keys || !level.isKeyNext) return null;
  const raw = text.slice(start, end + 1);
  const key = raw.includes('\\') ? parsed(raw) : raw.slice(1, -1);
  if (key === null) return null;
  if (forbiddenKeys.has(key)) return { code: 'forbidden_key', at: start };
  if (level.keys.has(key)) return { code: 'duplicate_key', at: start };
  level.keys.add(key);
  return null;
}

function parsed(raw: string): string | null {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return null;
  }
}

function endOfNumber(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && '0123456789+-.eE'.includes(text[i]!)) i++;
  return i;
}

/** Whole numbers beyond 2^53 would come out as their neighbour, and 1e400 as infinity: refused, not rounded. */
function isTooLarge(text: string, start: number, end: number): boolean {
  // Fifteen characters of number are always exact or a fraction, unless they carry an exponent.
  const written = text.slice(start, end);
  if (end - start <= 15 && !/[eE]/.test(written)) return false;
  const value = Number(written);
  return value === Infinity || value === -Infinity || (Number.isInteger(value) && !Number.isSafeInteger(value));
}
