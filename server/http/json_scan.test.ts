import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depthMax, scanJson } from './json_scan.ts';

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('what a parser would bend or choke on is named', () => {
  test.each([
    ['{}', null],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', null],
    [deep(depthMax), null],
    [deep(depthMax + 1), 'too_deep'],
    ['['.repeat(1_000_000), 'too_deep'],
    ['[9007199254740991,-9007199254740991]', null],
    ['9007199254740992', 'number_too_large'],
    ['{"a":-9007199254740993}', 'number_too_large'],
    ['1e400', 'number_too_large'],
    ['1e20', 'number_too_large'],
    ['[1e2,0.1234567890123456789,1E-9,12345678901234.5]', null],
    ['"9007199254740993"', null],
    ['{"a":1,"a":2}', 'duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['{"a":"a","b":"a"}', null],
    ['{"a":["a","a"]}', null],
    ['{"__proto__":{}}', 'forbidden_key'],
    ['{"\\u005f_proto__":{}}', 'forbidden_key'],
    ['{"x":{"constructor":1}}', 'forbidden_key'],
    ['{"x":"__proto__"}', null],
    ['"a\\u0000b"', 'control_character'],
    ['"a\\u001bb"', 'control_character'],
    ['"a\\tb\\nc\\u000a"', null],
    ['"\\ud83d"', 'broken_character'],
    ['"\\ud83d\\ude00 😀 مرحبا \u202eabc"', null],
    ['{"a" 1', null],
    ['"never ended', null],
    ['{"a":"\\', null],
    ['}}}}', null],
  ])('%.40s → %s', (text, code) => {
    expect(scanJson(text)?.code ?? null).toBe(code);
  });

  test('any JSON made by a writer passes → null', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10 }), (text) => {
        const fault = scanJson(text);
        // What fast-check may write and we refuse on purpose.
        expect(fault === null || ['forbidden_key', 'control_character', 'number_too_large', 'broken_character'].includes(fault.code)).toBe(true);
      }),
      { seed: 20_260_302 },
    );
  });

  test('any text at all is looked over without a crash', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void scanJson(text)), { seed: 20_260_302 });
  });
});
