/** What happened to a case while a form over it was open: nobody decides on what they have not seen. */

import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { momentText } from '../../ui/moments.ts';
import type { CaseRow, FactView, Problem } from '../../wire/view/views.ts';
import { useMe } from '../session.tsx';
import { useCase } from '../use_case.ts';
import { useSay } from '../words.ts';

type Seen = {
  /** The version that this person has looked at; it goes with the command. */
  seq: number;
  /** Says what is newer and offers to have looked; null while nothing is. */
  notice: ReactNode;
  /** True for the refusal that the notice explains better. */
  explains: (problem: Problem) => boolean;
};

/** `send` sends the form again; it is offered where the server has refused the older version. */
export function useSeen(row: CaseRow, refused: Problem | null, send: () => void): Seen {
  const [seq, setSeq] = useState(row.seq);
  const view = useCase(row.case_id);
  const now = view.data?.row.seq ?? row.seq;
  const isStale = refused?.code === 'stale_version';
  const look = () => {
    setSeq(now);
    // The form reads the version it sends from the next drawing on.
    if (isStale) setTimeout(send);
  };
  const newer = view.data?.facts.filter((it) => it.seq > seq) ?? [];
  return { seq, notice: now > seq ? <MovedOn facts={newer} isStale={isStale} look={look} /> : null, explains: (problem) => problem.code === 'stale_version' && now > seq };
}

function MovedOn({ facts, isStale, look }: { facts: readonly FactView[]; isStale: boolean; look: () => void }) {
  const say = useSay();
  const me = useMe();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="trouble"
      title={say('moved_on')}
      description={
        <ul className="plain">
          {facts.map((it) => (
            <li key={it.id}><time dateTime={it.received_at}>{momentText(it.received_at, me.time_zone, 'second')}</time> <strong>{say.code('fact', it.kind)}</strong> {it.by_name ?? (it.by === 'system' ? say('by_system') : it.by)}</li>
          ))}
        </ul>
      }
      action={<Button onClick={look}>{say(isStale ? 'moved_on.send' : 'moved_on.seen')}</Button>}
    />
  );
}
