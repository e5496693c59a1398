/** The same for many cases at once: each is a command of its own, and each answers for itself. */

import { Button, Form } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import type { Input } from '../../wire/client.ts';
import type { BulkAnswer } from '../../wire/view/live_views.ts';
import type { CaseRow } from '../../wire/view/views.ts';
import { ActionFields } from '../action/action_fields.tsx';
import { actionOf, bodyOf, type CaseAction } from '../action/case_actions.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useSay } from '../words.ts';

/** As many as the server takes in one go. */
const pickedMax = 200;

const offered = (['assign', 'contact_customer', 'inform_customer', 'close', 'cancel'] as const).map(actionOf);

type Props = { picked: readonly CaseRow[]; shown: readonly CaseRow[]; pick: (ids: readonly string[]) => void };
type Done = { rows: readonly CaseRow[]; items: BulkAnswer['items'] };

export function BulkBar({ picked, shown, pick }: Props) {
  const say = useSay();
  const may = useMay();
  const [chosen, choose] = useState<CaseAction | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const finish = (items: BulkAnswer['items']) => {
    setDone({ rows: picked, items });
    // What was refused stays chosen, to be looked at.
    pick(items.filter((it) => it.status === 'refused').map((it) => it.case_id));
    choose(null);
  };
  return (
    <>
      {picked.length > 0 && (
        <section className="bulk-bar" aria-label={say('bulk')}>
          <strong role="status">{say('bulk.picked', { count: picked.length })}</strong>
          {offered.filter((it) => may(`case.${it.command}` as 'case.assign')).map((it) => (
            <Button key={it.command} danger={it.danger ?? false} onClick={() => choose(it)}>{say(it.words)}</Button>
          ))}
          <Button type="text" onClick={() => pick(shown.slice(0, pickedMax).map((it) => it.case_id))}>{say('bulk.all')}</Button>
          <Button type="text" onClick={() => pick([])}>{say('bulk.none')}</Button>
        </section>
      )}
      {done && <Answers done={done} forget={() => setDone(null)} />}
      {chosen && <BulkDialog action={chosen} rows={picked} finish={finish} close={() => choose(null)} />}
    </>
  );
}

function BulkDialog({ action, rows, finish, close }: { action: CaseAction; rows: readonly CaseRow[]; finish: (items: BulkAnswer['items']) => void; close: () => void }) {
  const say = useSay();
  const [form] = Form.useForm();
  const bulk = useSend('case.bulk');
  // Versions as they were when the dialog was opened: that is what was decided on.
  const [items] = useState(() => rows.slice(0, pickedMax).map(({ case_id, seq }) => ({ case_id, expected_seq: seq })));
  const submit = async (values: Record<string, unknown>) => {
    const body = { command: action.command, items, body: bodyOf(action, values, undefined) } as unknown as Input<'case.bulk'>['body'];
    const answer = await bulk.send({ body });
    if (answer) finish(answer.items);
  };
  return (
    <Dialog title={say('bulk.title', { action: say(action.words), count: items.length })} confirmWords={say('confirm')} backWords={say('back')} danger={action.danger ?? false} busy={bulk.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" onFinish={(values: Record<string, unknown>) => void submit(values)}>
        <ActionFields fields={action.fields} caseId={rows[0]?.case_id ?? ''} />
        {bulk.problem && <ProblemNotice problem={bulk.problem} again={bulk.again ? () => void bulk.again?.().then((answer) => answer && finish(answer.items)) : undefined} />}
      </Form>
    </Dialog>
  );
}

function Answers({ done, forget }: { done: Done; forget: () => void }) {
  const say = useSay();
  const refused = done.items.filter((it) => it.status === 'refused');
  const numberOf = (case_id: string) => done.rows.find((it) => it.case_id === case_id)?.number ?? case_id;
  return (
    <section className="card" role="status" aria-label={say('bulk.answers')}>
      <p className="title-line">
        <strong>{say('bulk.recorded', { count: done.items.length - refused.length })}</strong>
        {refused.length > 0 && <strong className="missing">{say('bulk.refused', { count: refused.length })}</strong>}
        <Button size="small" onClick={forget}>{say('bulk.close')}</Button>
      </p>
      {refused.length > 0 && <ul className="plain">{refused.map((it) => <li key={it.case_id}><strong>{numberOf(it.case_id)}</strong> {[it.title, it.detail].filter(Boolean).join(' · ')}</li>)}</ul>}
    </section>
  );
}
