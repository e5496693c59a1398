/** Procedures and checklists of a case: opened where the work is done. */

import { Button } from 'antd';
import { useState } from 'react';
import { useOffered } from '../keys/offered.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { GuidePanel } from './guide_panel.tsx';

export function CaseGuides({ caseId }: { caseId: string }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  // Whoever may begin one for their own case sees no other here.
  const isOffered = useMe().may.includes('guide.begin');
  useOffered(isOffered ? [{ label: say('guides.open'), keys: ['Alt+S'], run: () => setOpen(!isOpen) }] : []);
  if (!isOffered) return null;
  if (isOpen) return <GuidePanel caseId={caseId} close={() => setOpen(false)} />;
  return <p><Button block size="large" onClick={() => setOpen(true)}>{say('guides')}</Button></p>;
}
