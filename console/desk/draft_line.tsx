/** Keeps the report while it is typed, and says so. */

import { useEffect, useState } from 'react';
import { shortMoment } from '../../ui/moments.ts';
import { canKeep } from '../kept.ts';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { isWorthKeeping, keepDraft, type Draft } from './draft.ts';
import type { Typed } from './report_form.tsx';

type Props = { phone: string; typed: Partial<Typed>; restored: Draft | null; afresh: () => void };

export function DraftLine({ phone, typed, restored, afresh }: Props) {
  const say = useSay();
  const { person_id, time_zone } = useMe();
  const [isAble] = useState(canKeep);
  const said = JSON.stringify(typed);
  useEffect(() => {
    // The form tells what it holds a moment after it is drawn; until then the draft is not touched.
    if (said !== '{}') keepDraft(person_id, { phone, typed: JSON.parse(said) as Partial<Typed>, kept_at: Date.now() });
  }, [person_id, phone, said]);
  const isKept = isAble && isWorthKeeping({ phone, typed });
  return (
    <p className="draft-line" role="status">
      {restored !== null && say('draft.restored', { time: shortMoment(new Date(restored.kept_at).toISOString(), time_zone, serverNow()) })}{' '}
      {isKept && say('draft.kept')}{' '}
      {isKept && <button type="button" className="text-button" onClick={afresh}>{say('draft.afresh')}</button>}
    </p>
  );
}
