/** Takes out of a complaint whatever could be about a person, before it reaches a log. Our own words are English and unquoted. */

const traces: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // Addresses first: their local part may be quoted, and their digits are no telephone.
  [/[^\s"'<>()=:,]+@[^\s"'<>(),]+/gu, '<e-mail>'],
  [/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, '<text>'],
  [/(?<![\w.])\+?\d[\d\s()-]{5,}\d(?![\w])/g, '<digits>'],
  [/[^\p{ASCII}]+/gu, '<text>'],
];

/** For a stack, the lines that say where keep their paths, and only the message is scrubbed. */
export function scrubbed(complaint: string): string {
  return complaint
    .split('\n')
    .map((line) => (/^\s+at /.test(line) ? line : traces.reduce((text, [pattern, instead]) => text.replaceAll(pattern, instead), line)))
    .join('\n');
}
