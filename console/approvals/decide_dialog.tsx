/** Approving, returning or withdrawing a request, on what the screen shows of its case. */

import { Form, Input } from 'antd';
import { Dialog } from '../../ui/dialog.tsx';
import type { ApprovalView } from '../../wire/view/approval_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';

type Props = { what: 'approve' | 'return' | 'withdraw'; approval: ApprovalView; leave: (isDone: boolean) => void };

export function DecideDialog({ what, approval, leave }: Props) {
  const say = useSay();
  const [form] = Form.useForm<{ said?: string }>();
  const send = useSend(`approval.${what}`);
  const deputies = useAsk('approval.deputies', {}, { enabled: approval.acting_for !== null });
  const absent = deputies.data?.items.find((it) => it.person_id === approval.acting_for)?.name ?? approval.acting_for;
  const { case_id, approval_id, words } = approval;
  const submit = async ({ said }: { said?: string }) => {
    const text = said?.trim() ? { [what === 'withdraw' ? 'reason' : 'remarks']: said } : {};
    // The fields are those of the command that was chosen.
    if ((await send.send({ params: { case_id, approval_id }, body: { expected_seq: approval.seq, ...text } as never })) !== null) leave(true);
  };
  const rules = what === 'return' ? [{ required: true, whitespace: true, message: say('approvals.remarks_needed') }] : [];
  return (
    <Dialog title={`${say(`approvals.${what}`)} · ${words}`} confirmWords={say(`approvals.${what}`)} backWords={say('back')} danger={what === 'withdraw'} busy={send.busy} onConfirm={() => form.submit()} onBack={() => leave(false)}>
      {what !== 'withdraw' && absent !== null && <p>{say('approvals.acting_for', { name: absent })}</p>}
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item name="said" label={say(what === 'withdraw' ? 'approvals.reason' : 'approvals.remarks')} rules={rules}><Input.TextArea rows={2} maxLength={what === 'withdraw' ? 500 : 1000} /></Form.Item>
      </Form>
      {send.problem && <ProblemNotice problem={send.problem} again={send.again ? () => void send.again?.().then((done) => done && leave(true)) : undefined} />}
    </Dialog>
  );
}
