/** The end of a run: the conclusion its answers led to with a note, or why it stopped. */

import { Button, Input } from 'antd';
import { useState } from 'react';
import type { GuideRun } from '../../wire/view/guide_views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';

export function ConcludeForm({ run }: { run: GuideRun }) {
  const say = useSay();
  const sending = useSend('guide.conclude');
  const [note, setNote] = useState<string | null>(null);
  const isEnd = run.next === null;
  const written = note?.trim() ?? '';
  const conclude = () => {
    if (!isEnd && written === '') return;
    const said = written === '' ? {} : isEnd ? { note: written } : { broken_off: written };
    void sending.send({ params: { run_id: run.run_id }, body: { ...said, ...(run.led_to === null ? {} : { conclusion: run.led_to.code }) } });
  };
  if (!isEnd && note === null) return <p><Button type="text" onClick={() => setNote('')}>{say('guides.stop')}</Button></p>;
  const asks = say(isEnd ? 'guides.note' : 'guides.why_stop');
  return (
    <div className="guide-line">
      {run.led_to !== null && <p className="guide-say">{run.led_to.words}</p>}
      <Input maxLength={isEnd ? 1000 : 200} aria-label={asks} placeholder={asks} value={note ?? ''} onChange={(event) => setNote(event.target.value)} onPressEnter={conclude} />
      <Button type="primary" size="large" autoFocus={isEnd} loading={sending.busy} disabled={!isEnd && written === ''} onClick={conclude}>{say(isEnd ? 'guides.conclude' : 'guides.stop')}</Button>
      {sending.problem && <ProblemNotice problem={sending.problem} />}
    </div>
  );
}
