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

export async function signIn(email: string, password: string): Promise<'in' | 'wrong' | 'offline'> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (response.ok) return 'in';
    return response.status >= 500 ? 'offline' : 'wrong';
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
