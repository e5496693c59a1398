/** Asking for an approval: what, with the fields its rules name; or putting forward again what came back. */

import { Form, Input, Select } from 'antd';
import { Dialog } from '../../ui/dialog.tsx';
import { Loading } from '../../ui/notices.tsx';
import type { ApprovalsAbout, ApprovalView } from '../../wire/view/approval_views.ts';
import { ActionFields } from '../action/action_fields.tsx';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { requestFields } from '../trade_words.ts';
import { useSay } from '../words.ts';
import { useRoleName } from '../role_name.ts';

type Props = { caseId: string; before?: ApprovalView; leave: (isDone: boolean, words?: string) => void };
type Filled = { approval?: string; remarks?: string } & Record<string, unknown>;

export function RequestDialog({ caseId, before, leave }: Props) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<Filled>();
  const known = useAsk('approval.about', { params: { case_id: caseId }, query: { lang: say.language } }, { enabled: before === undefined });
  const ask = useSend('approval.ask');
  const again = useSend('approval.ask_again');
  const command = before === undefined ? ask : again;
  const chosen = Form.useWatch('approval', form) ?? before?.approval;
  const kind = known.data?.kinds.find((it) => it.approval === chosen);
  const finish = (receipt: object | null) => receipt !== null && leave(true, kind?.words);
  const submit = async ({ approval, remarks, ...said }: Filled) => {
    const fields = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== null && value !== '')) as Record<string, string | number | boolean>;
    const more = { fields, ...(remarks?.trim() ? { remarks } : {}) };
    finish(before === undefined
      ? await ask.send({ params: { case_id: caseId }, body: { approval: approval!, ...more } })
      : await again.send({ params: { case_id: caseId, approval_id: before.approval_id }, body: { expected_seq: before.seq, ...more } }));
  };
  return (
    <Dialog title={before === undefined ? say('approvals.ask') : `${say('approvals.ask_again')} · ${before.words}`} confirmWords={say('approvals.send')} backWords={say('back')} busy={command.busy} onConfirm={() => form.submit()} onBack={() => leave(false)}>
      {before === undefined && known.isPending && <Loading words={say('loading')} />}
      {known.error && <ProblemNotice problem={known.error.problem} again={() => void known.refetch()} />}
      <Form form={form} layout="vertical" initialValues={before === undefined ? {} : before.values} onFinish={(values) => void submit(values)}>
        {before === undefined && known.data && <KindField kinds={known.data.kinds} />}
        {kind && <WhoApproves kind={kind} />}
        {chosen !== undefined && <ActionFields fields={requestFields(me.approvals, chosen)} caseId={caseId} />}
        <Form.Item name="remarks" label={say('approvals.remarks')}><Input.TextArea rows={2} maxLength={1000} /></Form.Item>
      </Form>
      {command.problem && <ProblemNotice problem={command.problem} again={command.again ? () => void command.again?.().then(finish) : undefined} />}
    </Dialog>
  );
}

type Kind = ApprovalsAbout['kinds'][number];

function KindField({ kinds }: { kinds: readonly Kind[] }) {
  const say = useSay();
  const options = kinds.filter((it) => it.can_ask).map((it) => ({ value: it.approval, label: it.words }));
  return (
    <Form.Item name="approval" label={say('approvals.kind')} rules={[{ required: true, message: say('required') }]}>
      <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  );
}

function WhoApproves({ kind }: { kind: Kind }) {
  const say = useSay();
  const roleName = useRoleName();
  return <p className="quiet">{[say('approvals.by_whom', { roles: kind.roles.map(roleName).join(' → ') }), kind.source.length > 0 && say('approvals.source', { rows: kind.source.join(say('list_comma')) })].filter(Boolean).join(' · ')}</p>;
}
