/** The form of one action in a dialog: fields, the moment it happened, the refusal if there is one. */

import { Form } from 'antd';
import { useRef } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { MomentField } from '../../ui/moment_field.tsx';
import type { CaseRow, Receipt } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { stamp } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { ActionFields } from './action_fields.tsx';
import { bodyOf, type CaseAction } from './case_actions.ts';
import { useSeen } from './moved_on.tsx';
import { useOfferUndo } from './undo.tsx';

type Props = { action: CaseAction; row: CaseRow; visit_id: string | undefined; close: () => void };

export function ActionDialog({ action, row, visit_id, close }: Props) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm();
  const command = useSendCommand(action);
  const pressed = useRef<Pressed | null>(null);
  const onSite = action.place === 'site';
  const seen = useSeen(row, command.problem, () => form.submit());
  const offerUndo = useOfferUndo();
  const submit = async (values: Record<string, unknown>) => {
    // What was decided in an office is decided on what was on the screen; what happened on site is true on any version.
    const looked = onSite ? {} : { expected_seq: seen.seq };
    const body = { ...pressedAt(action, values, pressed), ...looked, ...bodyOf(action, values, visit_id) };
    finish(await command.send({ params: { case_id: row.case_id }, body }));
  };
  const finish = (receipt: Receipt | null) => {
    if (receipt === null) return;
    offerUndo(action, row, receipt);
    close();
  };
  const submitWithKeys = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
  };
  return (
    <Dialog
      title={say(action.words)}
      confirmWords={say('confirm')}
      backWords={say('back')}
      danger={action.danger ?? false}
      busy={command.busy}
      onConfirm={() => form.submit()}
      onBack={close}
    >
      <Form form={form} layout="vertical" onFinish={(values: Record<string, unknown>) => void submit(values)} onKeyDown={submitWithKeys}>
        <ActionFields fields={action.fields} caseId={row.case_id} />
        {action.timed && (
          <Form.Item name="at" label={say('field.at')} extra={say('field.at_hint')}>
            <MomentField zone={me.time_zone} />
          </Form.Item>
        )}
        {!onSite && seen.notice}
        {command.problem && (onSite || !seen.explains(command.problem)) && <ProblemNotice problem={command.problem} again={command.again ? () => void command.again?.().then(finish) : undefined} />}
      </Form>
    </Dialog>
  );
}

type Pressed = { content: string; at: string };

/** What happens on site is stamped with the press; pressed again unchanged after a lost answer, it is still the first press. */
function pressedAt(action: CaseAction, values: Record<string, unknown>, pressed: React.RefObject<Pressed | null>): { at?: string } {
  if (action.place !== 'site') return {};
  const content = JSON.stringify(values);
  if (pressed.current?.content !== content) pressed.current = { content, at: stamp() };
  return { at: pressed.current.at };
}

type SendCommand = {
  send: (input: { params: { case_id: string }; body: Record<string, unknown> }) => Promise<Receipt | null>;
  again: (() => Promise<Receipt | null>) | null;
  busy: boolean;
  problem: ReturnType<typeof useSend>['problem'];
  forget: () => void;
};

/** The command of an action. Its body was put together from the action's fields, so the compiler can't know its shape; the server checks it. */
export function useSendCommand(action: CaseAction): SendCommand {
  return useSend(`case.${action.command}` as 'case.cancel') as unknown as SendCommand;
}
