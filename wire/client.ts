/** Calls any operation of the contract by its name, typed from the same schemas the server validates with. */

import type { z } from 'zod';
import { addresses } from './addresses.ts';
import type { operations, OperationName } from './contract.ts';
import type { Problem } from './view/views.ts';

type Table = typeof operations;
type Need<N extends OperationName, K extends 'params' | 'body'> = Table[N] extends Record<K, infer S extends z.ZodType> ? Record<K, z.input<S>> : unknown;
type Query<N extends OperationName> = Table[N] extends { query: infer S extends z.ZodType } ? { query?: Partial<z.input<S>> } : unknown;

/** What a caller gives: path parameters and body where the operation has them, the query where it wants. */
export type Input<N extends OperationName> = Need<N, 'params'> & Need<N, 'body'> & Query<N>;
export type Answer<N extends OperationName> = z.output<Table[N]['ok']>;

/** `offline` is ours: the request did not reach a server, so nothing is known of its effect and the same key must be used again. */
export type Result<T> = { ok: true; value: T; server_time: number | null } | { ok: false; problem: Problem };

export type Caller = {
  /** Language wanted for words in the answer. */
  language: string;
  /** Made once for an action of a person and kept while that action is tried again. */
  key?: string;
  signal?: AbortSignal;
  /** Where the server is; empty on its own pages. */
  base?: string;
  fetch?: typeof fetch;
};

type Loose = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

export async function call<N extends OperationName>(name: N, input: Input<N>, caller: Caller): Promise<Result<Answer<N>>> {
  const response = await ask(name, input as Loose, caller);
  return response === null ? { ok: false, problem: problemOf(0, 'offline') } : read(response);
}

/** An answer that is a file; a refusal of it is a problem as ever. */
export async function callForFile<N extends OperationName>(name: N, input: Input<N>, caller: Caller): Promise<Result<Blob>> {
  const response = await ask(name, input as Loose, caller);
  if (response === null) return { ok: false, problem: problemOf(0, 'offline') };
  if (!response.ok) return read(response);
  const file = await response.blob().catch(() => null);
  return file === null ? { ok: false, problem: problemOf(0, 'offline') } : { ok: true, value: file, server_time: null };
}

/** Null when no server was reached. */
async function ask(name: OperationName, { params = {}, query = {}, body }: Loose, caller: Caller): Promise<Response | null> {
  const address = addresses[name];
  const request: RequestInit = {
    method: address.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      'accept-language': caller.language,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(caller.key === undefined ? {} : { 'idempotency-key': caller.key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(caller.signal === undefined ? {} : { signal: caller.signal }),
  };
  try {
    return await (caller.fetch ?? fetch)((caller.base ?? '') + pathOf(address.path, params, query), request);
  } catch (error) {
    if (caller.signal?.aborted) throw error;
    return null;
  }
}

/** `/api/v1/cases/C1?lang=en`: parameters filled in, absent query fields left out. */
export function pathOf(path: string, params: Record<string, string>, query: Record<string, unknown>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  return `/api/v1${filled}${search.size > 0 ? `?${search}` : ''}`;
}

async function read<T>(response: Response): Promise<Result<T>> {
  let answer: unknown;
  try {
    answer = await response.json();
  } catch {
    // A proxy in between answered in HTML, or the line broke in the middle of the answer.
    return { ok: false, problem: problemOf(response.status, response.ok ? 'offline' : 'unreadable_answer') };
  }
  if (response.ok) {
    const date = Date.parse(response.headers.get('date') ?? '');
    return { ok: true, value: answer as T, server_time: Number.isNaN(date) ? null : date };
  }
  const problem = answer as Partial<Problem>;
  return { ok: false, problem: { ...problemOf(response.status, 'unreadable_answer'), ...problem } };
}

function problemOf(status: number, code: string): Problem {
  return { type: 'about:blank', title: code, status, code };
}
