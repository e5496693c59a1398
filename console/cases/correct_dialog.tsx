/** Correcting a fact that was recorded wrongly, and holding a disputed one to be true. Nothing is overwritten by either. */

import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { MomentField } from '../../ui/moment_field.tsx';
import type { CaseRow, FactView, Me } from '../../wire/view/views.ts';
import { ActionFields } from '../action/action_fields.tsx';
import { caseActions, type Field } from '../action/case_actions.ts';
import { useSeen } from '../action/moved_on.tsx';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { tradeActions } from '../trade_words.ts';
import { useSay } from '../words.ts';

type Props = { fact: FactView; row: CaseRow; close: () => void };

/** Descriptions can be set where they were left out; other facts offer the fields they have. */
const describing = caseActions.find((it) => it.command === 'classify')!.fields.filter((it) => it.name !== 'reason');

function fieldsOf(fact: FactView, milestones: Me['milestones']): readonly Field[] {
  const declared = tradeActions(milestones).find((it) => it.milestone === fact.kind);
  if (declared) return declared.fields;
  if (fact.kind === 'case.reported' || fact.kind === 'case.classified') return describing;
  return Object.entries({ ...fact.data, ...fact.corrected?.data }).flatMap(([name, value]): Field[] => {
    if (name.endsWith('_id') || name === 'digest') return [];
    if (name.endsWith('_at')) return [{ name, kind: 'moment' }];
    if (typeof value === 'number') return [{ name, kind: 'number' }];
    return typeof value === 'string' ? [{ name, kind: 'line' }] : [];
  });
}

export function CorrectDialog({ fact, row, close }: Props) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm();
  const [withdrawn, setWithdrawn] = useState(false);
  const correct = useSend('case.correct');
  const seen = useSeen(row, correct.problem, () => form.submit());
  const known = { ...fact.data, ...fact.corrected?.data };
  const fields = fieldsOf(fact, me.milestones);
  const submit = async ({ why, at, ...values }: Record<string, unknown>) => {
    const data = Object.fromEntries(fields.map((it) => [it.name, values[it.name]] as const).filter(([name, value]) => value !== undefined && value !== '' && value !== known[name]));
    const replacement = { ...(at === undefined ? {} : { at: at as string }), ...(Object.keys(data).length === 0 ? {} : { data }) };
    const change = withdrawn ? { withdrawn: true as const } : { replacement };
    const body = { expected_seq: seen.seq, fact_id: fact.id, revision: fact.revision + 1, reason: why as string, ...change };
    if (await correct.send({ params: { case_id: row.case_id }, body })) close();
  };
  return (
    <Dialog title={say('correct.title', { fact: say.code('fact', fact.kind) })} confirmWords={say('confirm')} backWords={say('back')} busy={correct.busy} onConfirm={() => form.submit()} onBack={close}>
      <p className="quiet">{say('correct.stays')}</p>
      <Form form={form} layout="vertical" initialValues={known} onFinish={(values: Record<string, unknown>) => void submit(values)}>
        <Checkbox checked={withdrawn} onChange={(event) => setWithdrawn(event.target.checked)}>{say('correct.withdraw')}</Checkbox>
        {!withdrawn && (
          <>
            <Form.Item name="at" label={say('correct.at')}><MomentField zone={me.time_zone} /></Form.Item>
            <ActionFields fields={fields} caseId={row.case_id} />
          </>
        )}
        <Form.Item name="why" label={say('correct.why')} rules={[{ required: true, message: say('required') }]}><Input /></Form.Item>
        {seen.notice}
        {correct.problem && !seen.explains(correct.problem) && <ProblemNotice problem={correct.problem} />}
      </Form>
    </Dialog>
  );
}

export function AcceptDialog({ fact, row, close }: Props) {
  const say = useSay();
  const [form] = Form.useForm();
  const accept = useSend('case.accept_fact');
  const seen = useSeen(row, accept.problem, () => form.submit());
  const submit = async ({ why }: { why: string }) => {
    if (await accept.send({ params: { case_id: row.case_id }, body: { expected_seq: seen.seq, fact_id: fact.id, reason: why } })) close();
  };
  return (
    <Dialog title={say('accept_fact.title', { fact: say.code('fact', fact.kind) })} confirmWords={say('confirm')} backWords={say('back')} busy={accept.busy} onConfirm={() => form.submit()} onBack={close}>
      <p className="quiet">{say('accept_fact.means')}</p>
      <Form form={form} layout="vertical" onFinish={(values: { why: string }) => void submit(values)}>
        <Form.Item name="why" label={say('correct.why')} rules={[{ required: true, message: say('required') }]}><Input /></Form.Item>
        {seen.notice}
        {accept.problem && !seen.explains(accept.problem) && <ProblemNotice problem={accept.problem} />}
      </Form>
    </Dialog>
  );
}
