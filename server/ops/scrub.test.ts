import { expect, test } from 'vitest';
import { scrubbed } from './scrub.ts';

test.each([
  ['duplicate key: Key (email)=(wang@county.example) already exists', 'duplicate key: Key (email)=(<e-mail>) already exists'],
  ['invalid input syntax for type json: "138 0000 0001"', 'invalid input syntax for type json: <text>'],
  ['no customer with 13800000001 in it', 'no customer with <digits> in it'],
  ['rang +86 138-0000-0001 twice', 'rang <digits> twice'],
  ['客户 王芳 was not found', '<text> <text> was not found'],
  ['José García was not found', 'Jos<text> Garc<text>a was not found'],
  ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ['Error: it broke\n    at run (server/journal/journal.ts:120:11)', 'Error: it broke\n    at run (server/journal/journal.ts:120:11)'],
  ['01jzk8m2c4q9x3v5b7n6t1w0ya POST /api/v1/cases: gone', '01jzk8m2c4q9x3v5b7n6t1w0ya POST /api/v1/cases: gone'],
])('%s → %s', (complaint, expected) => {
  expect(scrubbed(complaint)).toBe(expected);
});
