/** A refusal or a failure as the reader sees it: the server's words where it had some, ours where it was not reached. */

import { Trouble } from '../ui/notices.tsx';
import type { Problem } from '../wire/view/views.ts';
import { useSay } from './words.ts';

export function ProblemNotice({ problem, again }: { problem: Problem; again?: (() => void) | undefined }) {
  const say = useSay();
  const own = problem.code === 'offline' || problem.code === 'unreadable_answer';
  const detail = own ? say.code('problem_detail', problem.code) : [problem.detail, ...(problem.errors ?? []).map((it) => `${it.path}: ${it.message}`)].filter(Boolean).join(' · ');
  return <Trouble title={own ? say.code('problem', problem.code) : problem.title} detail={detail} {...(again ? { again: { words: say('try_again'), press: again } } : {})} />;
}
