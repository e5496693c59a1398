/** Who is signed in, kept for every screen; signing in and out. */

import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Me } from '../wire/view/views.ts';
import { forgetDraft } from './desk/draft.ts';

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('a screen was shown to nobody');
  return me;
}

export type SignedIn = 'in' | 'second_factor' | 'wrong' | 'offline';

export function signIn(email: string, password: string): Promise<SignedIn> {
  return knock('sign-in/email', { email, password });
}

/** The code of an authenticator, or one of the codes kept on paper, which are longer. */
export function proveSecondFactor(written: string): Promise<SignedIn> {
  const code = written.replace(/\s/g, '');
  return knock('second-factor/prove', /^\d{6}$/.test(code) ? { code } : { backup_code: code });
}

async function knock(path: string, body: object): Promise<SignedIn> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    if (!response.ok) return response.status >= 500 ? 'offline' : 'wrong';
    const answer = (await response.json()) as { second_factor?: boolean };
    return answer.second_factor === true ? 'second_factor' : 'in';
  } catch {
    return 'offline';
  }
}

export function useSignOut(): (person: string) => Promise<void> {
  const queries = useQueryClient();
  return async (person) => {
    forgetDraft(person);
    await fetch('/api/auth/sign-out', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: '{}' });
    // Nothing that the last person saw may flash up for the next one.
    queries.clear();
    location.assign('/');
  };
}
