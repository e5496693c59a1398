/** The door of the console: asks once who is signed in and shows the sign-in page to everybody else. */

import { lazy, Suspense, type ReactNode } from 'react';
import { Loading } from '../ui/notices.tsx';
import { useAsk } from './ask.ts';
import { ProblemNotice } from './problem_notice.tsx';
import { MeContext } from './session.tsx';
import { learnTradeWords } from './trade_words.ts';
import { useSay } from './words.ts';

const SignIn = lazy(() => import('./sign_in/sign_in.tsx'));

/** Shows its children to somebody who is signed in, and the sign-in page to everybody else. */
export function Door({ children }: { children: ReactNode }) {
  const say = useSay();
  const me = useAsk('session.me', {}, { refresh: false });
  if (me.error?.problem.status === 401) {
    return (
      <Suspense fallback={<Loading words={say('loading')} />}>
        <SignIn />
      </Suspense>
    );
  }
  if (me.data) {
    learnTradeWords([...me.data.milestones, ...me.data.approvals]);
    return <MeContext value={me.data}>{children}</MeContext>;
  }
  if (me.error) return <main className="page"><ProblemNotice problem={me.error.problem} again={() => void me.refetch()} /></main>;
  return <main className="page"><Loading words={say('loading')} /></main>;
}
