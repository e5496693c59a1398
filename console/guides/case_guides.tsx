/** Procedures and checklists of a case: opened where the work is done, and gone on with where they were left. */

import { Button } from 'antd';
import { useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import type { GuideRun } from '../../wire/view/guide_views.ts';
import { useAsk } from '../ask.ts';
import { useOffered } from '../keys/offered.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import GuidePanel from './guide_panel.tsx';

/** Nothing is open, a new one is looked for, or this one is gone on with. */
type Open = null | 'new' | { readonly run: string };

export function CaseGuides({ caseId }: { caseId: string }) {
  const say = useSay();
  const [open, setOpen] = useState<Open>(null);
  // Whoever may begin one for their own case sees no other here.
  const isOffered = useMe().may.includes('guide.begin');
  useOffered(isOffered ? [{ label: say('guides.open'), keys: ['Alt+S'], run: () => setOpen(open === null ? 'new' : null) }] : []);
  if (!isOffered) return null;
  if (open !== null) return <GuidePanel caseId={caseId} first={open === 'new' ? null : open.run} close={() => setOpen(null)} />;
  return (
    <>
      <p className="guides-open"><Button block size="large" onClick={() => setOpen('new')}>{say('guides')}</Button></p>
      <LeftOpen caseId={caseId} goOn={(run) => setOpen({ run })} />
    </>
  );
}

function LeftOpen({ caseId, goOn }: { caseId: string; goOn: (run: string) => void }) {
  const say = useSay();
  const me = useMe();
  const runs = useAsk('guide.runs', { query: { case_id: caseId, open: 'true', limit: 20, lang: say.language } });
  const items = runs.data?.items ?? [];
  if (items.length === 0) return null;
  const since = (run: GuideRun) => say('guides.left_open', { time: momentText(run.begun_at, me.time_zone), name: run.begun_by_name ?? run.begun_by });
  return (
    <ul className="plain left-open">
      {items.map((run) => (
        <li key={run.run_id} className="title-line">
          <span>{run.words}<span className="second-line">{since(run)}</span></span>
          <Button size="small" onClick={() => goOn(run.run_id)} aria-label={say('guides.go_on_with', { guide: run.words })}>{say('guides.go_on')}</Button>
        </li>
      ))}
    </ul>
  );
}
