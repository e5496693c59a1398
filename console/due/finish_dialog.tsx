/** Recording that a duty was done, with the evidence it asks for. */

import { Form, Input, InputNumber, Select } from 'antd';
import { Dialog } from '../../ui/dialog.tsx';
import { MomentField } from '../../ui/moment_field.tsx';
import { Loading } from '../../ui/notices.tsx';
import { momentText } from '../../ui/moments.ts';
import type { DueItem, EvidenceAsked } from '../../wire/view/duty_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { stamp } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { evidenceOf } from './evidence_of.ts';

type Filled = { at?: string; note?: string; evidence?: Record<string, unknown> };

export function FinishDialog({ item, leave }: { item: DueItem; leave: (isDone: boolean) => void }) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<Filled>();
  const params = { subject_kind: item.subject_kind, subject_id: item.subject_id };
  const subject = useAsk('duty.subject', { params, query: { lang: say.language } }, { refresh: false });
  const finish = useSend('duty.finish');
  const asked = subject.data?.duties.find((it) => it.duty === item.duty)?.evidence ?? [];
  const submit = async ({ at, note, evidence }: Filled) => {
    const given = evidenceOf(evidence);
    const body = { duty: item.duty, occurrence: item.occurrence, at: at ?? stamp(), ...(note ? { note } : {}), ...(given === null ? {} : { evidence: given }) };
    if ((await finish.send({ params, body })) !== null) leave(true);
  };
  return (
    <Dialog title={item.words} confirmWords={say('due.finish')} backWords={say('back')} busy={finish.busy} onConfirm={() => form.submit()} onBack={() => leave(false)}>
      <p>{say(`due.subject_kind.${item.subject_kind}`)} · {item.subject} · {say('due.by')} {momentText(item.due_at, me.time_zone)}</p>
      {subject.error && <ProblemNotice problem={subject.error.problem} again={() => void subject.refetch()} />}
      {subject.isPending && <Loading words={say('loading')} />}
      {subject.data && (
        <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
          {asked.map((it) => (
            <Form.Item key={it.field} name={['evidence', it.field]} label={it.words} rules={it.optional ? [] : [{ required: true, message: say('due.evidence_missing') }]}>
              <EvidenceField asked={it} />
            </Form.Item>
          ))}
          <Form.Item name="at" label={say('due.when_done')} extra={say('due.now_hint')}><MomentField zone={me.time_zone} /></Form.Item>
          <Form.Item name="note" label={say('due.note')}><Input.TextArea rows={2} maxLength={2000} /></Form.Item>
        </Form>
      )}
      {finish.problem && <ProblemNotice problem={finish.problem} again={finish.again ? () => void finish.again?.().then((done) => done && leave(true)) : undefined} />}
    </Dialog>
  );
}

/** `control` is what the form puts in: id, value, what to do on a change. */
function EvidenceField({ asked, ...control }: { asked: EvidenceAsked }) {
  const say = useSay();
  switch (asked.is) {
    case 'number': return <InputNumber {...control} />;
    case 'yes_no': return <Select {...control} options={[{ value: true, label: say('yes') }, { value: false, label: say('no') }]} />;
    case 'choice': return <Select {...control} options={asked.choices.map(({ code, words }) => ({ value: code, label: words }))} />;
    case 'text': return <Input.TextArea {...control} rows={2} maxLength={2000} />;
    case 'reference': return <Input {...control} maxLength={2000} />;
  }
}
