/** Asking the sign-in doors of the server, which stand beside the contract: one's own password and sessions. */

import type { Problem } from '../../wire/view/views.ts';
import { Refused } from '../ask.ts';
import type { Language } from '../words.ts';

/** Throws what was refused, so that react-query can keep it. */
export async function askAuth<T>(path: string, language: Language, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/auth${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Refused({ type: 'about:blank', title: 'offline', status: 0, code: 'offline' });
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  throw new Refused({ type: 'about:blank', title: 'unreadable_answer', status: response.status, code: 'unreadable_answer', ...(answer as Partial<Problem> | null) });
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  throw error;
}
