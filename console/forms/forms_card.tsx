/** The forms of a case, customer, unit or the organisation: those there are, and opening one more. */

import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { shortMoment } from '../../ui/moments.ts';
import { Empty } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { FormRow } from '../../wire/view/form_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { FormStateMark } from './form_state_mark.tsx';

type About = { about_kind: 'case' | 'customer' | 'unit' | 'organisation'; about_id: string };

/** Nothing where the rules have no form for this and there is none. */
export function FormsCard({ about, title }: { about: About; title?: string }) {
  const say = useSay();
  const me = useMe();
  const heading = useId();
  const forms = useAsk('form.about', { params: about, query: { lang: say.language } }, { keep: true });
  if (forms.data === undefined || (forms.data.kinds.length === 0 && forms.data.items.length === 0)) return null;
  const { kinds, items } = forms.data;
  const columns: Column<FormRow>[] = [
    { name: 'number', words: say('forms.number'), isHeading: true, render: (it) => <Link to="/forms/$form_id" params={{ form_id: it.form_id }}>{it.number}</Link> },
    { name: 'words', words: say('forms.kind'), render: (it) => it.words },
    { name: 'opened_at', words: say('forms.opened'), render: (it) => <span className="unbroken">{shortMoment(it.opened_at, me.time_zone, serverNow())}</span> },
    { name: 'state', words: say('cases.state'), render: (it) => <FormStateMark state={it.state} /> },
  ];
  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>{title ?? say('forms.title')}</h2>
      {items.length === 0 ? <Empty words={say('forms.none')} /> : <PlainTable caption={say('forms.title')} columns={columns} rows={items} keyOf={(it) => it.form_id} />}
      {me.may.includes('form.open') && kinds.length > 0 && <Opening about={about} kinds={kinds} />}
    </section>
  );
}

/** Those the person has a part in come first. */
function Opening({ about, kinds }: { about: About; kinds: readonly { form: string; words: string; mine: boolean }[] }) {
  const say = useSay();
  const go = useNavigate();
  const opening = useSend('form.open');
  const [form, setForm] = useState<string | null>(null);
  const options = kinds.toSorted((a, b) => Number(b.mine) - Number(a.mine)).map((kind) => ({ value: kind.form, label: kind.words }));
  const open = async () => {
    const done = form === null ? null : await opening.send({ params: about, body: { form } });
    if (done !== null) await go({ to: '/forms/$form_id', params: { form_id: done.ids['form_id']! } });
  };
  return (
    <>
      <p className="buttons">
        <Select className="form-kind" aria-label={say('forms.kind')} placeholder={say('forms.kind')} value={form} onChange={setForm} options={options} />
        <Button disabled={form === null} loading={opening.busy} onClick={() => void open()}>{say('forms.open')}</Button>
      </p>
      {opening.problem && <ProblemNotice problem={opening.problem} />}
    </>
  );
}
