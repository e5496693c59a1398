/** The form of one action in a dialog: fields, the moment it happened, the refusal if there is one. */

import { Form, Modal } from 'antd';
import { MomentField } from '../../ui/moment_field.tsx';
import type { CaseRow } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { ActionFields } from './action_fields.tsx';
import { bodyOf, type CaseAction } from './case_actions.ts';

type Props = { action: CaseAction; row: CaseRow; visit_id: string | undefined; close: () => void };

export function ActionDialog({ action, row, visit_id, close }: Props) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm();
  const command = useSendCommand(action);
  const submit = async (values: Record<string, unknown>) => {
    // What was decided in an office is decided on what was on the screen; what happened on site is true on any version.
    const seen = action.place === 'site' ? {} : { expected_seq: row.seq };
    const done = await command.send({ params: { case_id: row.case_id }, body: { ...seen, ...bodyOf(action, values, visit_id) } });
    if (done) close();
  };
  const submitWithKeys = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
  };
  return (
    <Modal
      open
      title={say(action.words)}
      okText={say('confirm')}
      cancelText={say('back')}
      okButtonProps={{ danger: action.danger ?? false }}
      confirmLoading={command.busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form form={form} layout="vertical" onFinish={(values: Record<string, unknown>) => void submit(values)} onKeyDown={submitWithKeys}>
        <ActionFields fields={action.fields} zone={row.zone} />
        {action.timed && (
          <Form.Item name="at" label={say('field.at')} extra={say('field.at_hint')}>
            <MomentField zone={me.time_zone} />
          </Form.Item>
        )}
        {command.problem && <ProblemNotice problem={command.problem} again={command.again ? () => void command.again?.().then((done) => done && close()) : undefined} />}
      </Form>
    </Modal>
  );
}

type SendCommand = {
  send: (input: { params: { case_id: string }; body: Record<string, unknown> }) => Promise<unknown>;
  again: (() => Promise<unknown>) | null;
  busy: boolean;
  problem: ReturnType<typeof useSend>['problem'];
  forget: () => void;
};

/** The command of an action. Its body was put together from the action's fields, so the compiler can't know its shape; the server checks it. */
export function useSendCommand(action: CaseAction): SendCommand {
  return useSend(`case.${action.command}` as 'case.cancel') as unknown as SendCommand;
}
