/** A sheet on its way: fetched, saved as a file, and there to be opened; or why it did not come. */

import { useEffect, useState } from 'react';
import { callForFile, type Input } from '../../wire/client.ts';
import type { Problem } from '../../wire/view/views.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';

type SheetName = 'form.sheet' | 'form.register_sheet';
type Ready = { readonly url: string; readonly name: string };

export function useSheet<N extends SheetName>(operation: N) {
  const { language } = useSay();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [ready, setReady] = useState<Ready | null>(null);
  useEffect(() => () => { if (ready) URL.revokeObjectURL(ready.url); }, [ready]);
  const fetchSheet = async (input: Input<N>, name: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const result = await callForFile(operation, input, { language });
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    const sheet = { url: URL.createObjectURL(result.value), name: `${name}.pdf` };
    setReady(sheet);
    save(sheet);
  };
  return { fetchSheet, isBusy, problem, ready };
}

function save({ url, name }: Ready): void {
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
}

export function SheetState({ sheet, again }: { sheet: Pick<ReturnType<typeof useSheet>, 'isBusy' | 'problem' | 'ready'>; again: () => void }) {
  const say = useSay();
  return (
    <div role="status">
      {sheet.isBusy && <p>{say('forms.printing')}</p>}
      {sheet.problem && <ProblemNotice problem={sheet.problem} again={again} />}
      {sheet.ready && !sheet.isBusy && <p><a href={sheet.ready.url} target="_blank" rel="noreferrer">{say('forms.sheet_ready', { number: sheet.ready.name.replace(/\.pdf$/, '') })}</a></p>}
    </div>
  );
}
