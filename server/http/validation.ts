/** Judges parameters, queries and bodies by the shapes of the contract, and says for each field what is wrong with it. */

import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { Refused, type FieldFault } from '../refused.ts';
import { isFaultCode } from './validation_words.ts';

/** More would only repeat themselves. */
const faultsMax = 50;

export const validate: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => (data: unknown) => {
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data };
  return { error: new Refused('bad_request', { errors: faultsOf(result.error.issues, httpPart) }) };
};

export function faultsOf(issues: readonly z.core.$ZodIssue[], part: string | undefined): FieldFault[] {
  const where = part === undefined || part === 'body' ? [] : [part === 'querystring' ? 'query' : part];
  return issues.slice(0, faultsMax).map((issue) => ({
    path: [...where, ...issue.path.map(String)].join('.').slice(0, 300),
    code: codeOf(issue),
    blanks: blanksOf(issue),
  }));
}

function codeOf(issue: z.core.$ZodIssue): string {
  // Our own shapes put their code where zod has its sentence.
  if (isFaultCode(issue.message)) return issue.message;
  // zod 4 says of an absent field that its type is wrong; the input itself is not part of a finished issue.
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'required';
  return issue.code;
}

function blanksOf(issue: z.core.$ZodIssue): Readonly<Record<string, string | number>> {
  switch (issue.code) {
    case 'invalid_type': return { expected: issue.expected };
    case 'unrecognized_keys': return { keys: issue.keys.slice(0, 10).map((key) => key.slice(0, 60)).join(', ') };
    case 'invalid_value': return { values: issue.values.slice(0, 30).map(String).join(', ') };
    case 'too_small': return { minimum: Number(issue.minimum) };
    case 'too_big': return { maximum: Number(issue.maximum) };
    case 'invalid_format': return { format: issue.format };
    case 'not_multiple_of': return { divisor: Number(issue.divisor) };
    default: return {};
  }
}
