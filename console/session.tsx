/** Who is signed in: asked once, kept for every screen; signing in and out. */

import { useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, useContext, type ReactNode } from 'react';
import { Loading } from '../ui/notices.tsx';
import type { Me } from '../wire/view/views.ts';
import { useAsk } from './ask.ts';
import { ProblemNotice } from './problem_notice.tsx';
import { useSay } from './words.ts';

const MeContext = createContext<Me | null>(null);
const SignIn = lazy(() => import('./sign_in/sign_in.tsx'));

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('a screen was shown to nobody');
  return me;
}

/** Shows its children to somebody who is signed in, and the sign-in page to everybody else. */
export function Session({ children }: { children: ReactNode }) {
  const say = useSay();
  const me = useAsk('session.me', {}, { refresh: false });
  if (me.error?.problem.status === 401) {
    return (
      <Suspense fallback={<Loading words={say('loading')} />}>
        <SignIn />
      </Suspense>
    );
  }
  if (me.data) return <MeContext value={me.data}>{children}</MeContext>;
  if (me.error) return <main className="page"><ProblemNotice problem={me.error.problem} again={() => void me.refetch()} /></main>;
  return <main className="page"><Loading words={say('loading')} /></main>;
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

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: '{}' });
    // Nothing that the last person saw may flash up for the next one.
    queries.clear();
    location.assign('/');
  };
}
