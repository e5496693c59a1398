/** What each failure looks like from outside: a refusal with its words, the database gone, or a bug that says nothing of itself. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import { Refused } from '../refused.ts';

export const retryAfter = { 'retry-after': '2' } as const;

export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: (line: string) => void): FastifyReply {
  if (error instanceof Refused) return sendProblem(request, reply, error.code, error.parts);
  const known = byFastify[error.code];
  if (known) return sendProblem(request, reply, known.code, known.errors ? { errors: known.errors } : {});
  // The route and not the address: an address can hold a name or a phone.
  const where = `${request.id} ${request.method} ${request.routeOptions.url ?? '?'}`;
  if (isDatabaseGone(error)) {
    log(`${where}: the database cannot be reached or cannot write: ${error.message}`);
    return sendProblem(request, reply, 'database_gone', { headers: retryAfter });
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(request, reply, 'bad_request', { status: error.statusCode });
  }
  log(`${where}: ${error.stack ?? String(error)}`);
  return sendProblem(request, reply, 'internal', { detail: { request: request.id } });
}

type Known = { readonly code: 'too_large' | 'unsupported_media_type' | 'bad_request' | 'not_found'; readonly errors?: { path: string; code: string }[] };

const byFastify: Readonly<Record<string, Known>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported_media_type' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'bad_request', errors: [{ path: 'body', code: 'required' }] },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'bad_request' },
  FST_ERR_BAD_URL: { code: 'bad_request', errors: [{ path: 'url', code: 'bad_url' }] },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found' },
};

const goneCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', '53000', '53100', '53200', '53300', '58030', '57P01', '57P02', '57P03']);
const goneWords = ['Connection terminated', 'timeout exceeded when trying to connect', 'Client has encountered a connection error', 'server closed the connection'];

/** Errors of the line to PostgreSQL or of a full disk under it, also where a library has wrapped them; a refused statement is not one. */
export function isDatabaseGone(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const { code, message, syscall } = each as Error & { code?: string; syscall?: string };
    // ENOENT is also a missing file; of a socket it comes from `connect`.
    if (code !== undefined && (code.startsWith('08') || (goneCodes.has(code) && (code !== 'ENOENT' || syscall === 'connect')))) return true;
    if (goneWords.some((words) => message.includes(words))) return true;
    if (each instanceof AggregateError && each.errors.some(isDatabaseGone)) return true;
  }
  return false;
}
