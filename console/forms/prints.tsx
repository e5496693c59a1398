/** What was printed of a form, and the next print: recorded first, so that the sheet can say whether it is a duplicate. */

import { Button } from 'antd';
import { useState } from 'react';
import type { FormView } from '../../wire/view/form_views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { SheetState, useSheet } from './sheet.tsx';

export function Prints({ view }: { view: FormView }) {
  const say = useSay();
  const recording = useSend('form.print');
  const sheet = useSheet('form.sheet');
  const [print, setPrint] = useState<number | null>(null);
  const fetchPrint = (nth: number) => sheet.fetchSheet({ params: { form_id: view.form_id, print: nth }, query: { lang: say.language } }, view.number);
  const press = async () => {
    const recorded = await recording.send({ params: { form_id: view.form_id }, body: {} });
    if (recorded === null) return;
    const nth = Number(recorded.ids['print']);
    setPrint(nth);
    await fetchPrint(nth);
  };
  const isFinal = view.state === 'locked';
  const isCopy = isFinal && view.prints.filter((each) => each.sheet === 'original').length >= view.originals;
  // Each kind of sheet is counted for itself: its last says how many there were.
  const counts = new Map(view.prints.map(({ sheet: kind, nth }) => [kind, nth]));
  const printed = [...counts].map(([kind, count]) => `${say.code('sheet', kind)} × ${count}`).join(' · ');
  return (
    <section className="card" aria-labelledby="form-prints">
      <h2 id="form-prints">{say('forms.print')}</h2>
      {printed !== '' && <p>{say('forms.printed', { sheets: printed })}</p>}
      {isCopy && <p className="quiet">{say('forms.print_next')}</p>}
      {!isFinal && view.state !== 'void' && <p className="quiet">{say('forms.print_draft')}</p>}
      {view.can.print && <p className="buttons"><Button loading={recording.busy || sheet.isBusy} onClick={() => void press()}>{say(isCopy ? 'forms.print_again' : 'forms.print')}</Button></p>}
      {recording.problem && <ProblemNotice problem={recording.problem} again={recording.again ? () => void press() : undefined} />}
      {/* A sheet that did not come is the same print still. */}
      <SheetState sheet={sheet} again={() => { if (print !== null) void fetchPrint(print); }} />
    </section>
  );
}
