/** Closing a month, promise by promise: the figures are recorded for good. */

import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import type { ClosedPeriodView } from '../../wire/view/period_views.ts';
import { useSend } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import type { Month } from './month.ts';

export function Closing({ days, isOver, closed }: { days: Month; isOver: boolean; closed: readonly ClosedPeriodView[] }) {
  const say = useSay();
  const choices = useChoices();
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const isClosed = (clock: string) => closed.some((it) => it.clock === clock && it.first_day <= days.last_day && it.last_day >= days.first_day);
  const open = choices.of('clocks').filter(({ value }) => !isClosed(value));
  return (
    <section className="card" aria-label={say('period.closing')}>
      <h2>{say('period.closing')}</h2>
      <p className="quiet">{say(isOver ? 'period.closing_what' : 'period.closing_early')}</p>
      {isOver && open.length === 0 && <p>{say('period.all_closed')}</p>}
      {isOver && open.length > 0 && (
        <ul className="row-list">
          {open.map(({ value, label }) => (
            <li key={value}>
              <span>{label}</span> <Button onClick={() => setChosen(value)} aria-label={say('period.close_one', { promise: label })}>{say('period.close')}</Button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="done-line">{done}</p>
      {chosen !== null && <CloseDialog clock={chosen} words={choices.name('clocks', chosen)} days={days} leave={(words) => { setDone(words); setChosen(null); }} />}
    </section>
  );
}

function CloseDialog({ clock, words, days, leave }: { clock: string; words: string; days: Month; leave: (done: string) => void }) {
  const say = useSay();
  const close = useSend('period.close');
  const [form] = Form.useForm<{ remarks?: string }>();
  const submit = async ({ remarks }: { remarks?: string }) => {
    const sent = await close.send({ body: { clock, ...days, ...(remarks ? { remarks } : {}) } });
    if (sent !== null) leave(say('period.closed_now', { promise: words }));
  };
  return (
    <Dialog title={say('period.close_one', { promise: words })} confirmWords={say('period.close')} backWords={say('back')} danger busy={close.busy} onConfirm={() => form.submit()} onBack={() => leave('')}>
      <p>{say('period.days', { first: days.first_day, last: days.last_day })}</p>
      <p>{say('period.closing_what')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item name="remarks" label={say('period.remarks')}><Input maxLength={500} /></Form.Item>
      </Form>
      {close.problem && <ProblemNotice problem={close.problem} again={close.again ? () => void close.again?.() : undefined} />}
    </Dialog>
  );
}
