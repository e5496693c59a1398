/** A no on its way to the caller: thrown anywhere in the edge, answered in one place as a problem (RFC 9457). */

import type { Refusal } from '../core/base/refusal.ts';

/** `code` is worded in validation_words.ts; `blanks` fill its sentence. */
export type FieldFault = { readonly path: string; readonly code: string; readonly blanks?: Readonly<Record<string, string | number>> };

export type RefusedParts = {
  readonly status?: number;
  readonly detail?: Readonly<Record<string, string | number>>;
  /** Of the organisation: moments in the sentence are said in its time. */
  readonly timeZone?: string;
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** As moments stand in the detail of a refusal. */
export function isMoment(value: string | number): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(String(value));
}

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: Refusal;
  readonly statusCode: number;
  readonly parts: RefusedParts;
  constructor(code: Refusal, parts: RefusedParts = {}) {
    super(code);
    this.code = code;
    this.statusCode = parts.status ?? statusOf(code);
    this.parts = parts;
  }
}

const statuses: Partial<Record<Refusal, number>> = {
  bad_request: 400, bad_cursor: 400, too_deep: 400, number_too_large: 400,
  not_signed_in: 401, sign_in_failed: 401, second_factor_wrong: 401, provider_refused: 401,
  not_allowed: 403, cross_site: 403,
  not_found: 404,
  link_gone: 410,
  method_not_allowed: 405,
  stale_version: 412,
  too_large: 413,
  unsupported_media_type: 415,
  too_many_attempts: 429, too_many_streams: 429,
  internal: 500,
  database_gone: 503, stopping: 503, printer_missing: 503, printer_busy: 503,
};

/** 404 for what is not there, 412 for a version that moved on, 409 for every other ordinary no. */
export function statusOf(code: Refusal): number {
  return statuses[code] ?? (code.startsWith('unknown_') ? 404 : 409);
}
