/** One form under its number: filled by those who may, signed in order, printed, declared void. */

import { Link, useParams } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { momentText } from '../../ui/moments.ts';
import { Loading } from '../../ui/notices.tsx';
import type { FormView } from '../../wire/view/form_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { Keeping } from '../keeping.tsx';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { FormStateMark } from './form_state_mark.tsx';
import { Prints } from './prints.tsx';
import { Signatures } from './signatures.tsx';
import { changesIn, typedOf, type Typed } from './typed.ts';
import { ValueField } from './value_field.tsx';
import { Written } from './written.tsx';

export default function FormPage() {
  const say = useSay();
  const { form_id = '' } = useParams({ strict: false });
  const view = useAsk('form.get', { params: { form_id }, query: { lang: say.language } }, { keep: true });
  if (view.data) return <Whole view={view.data} />;
  if (view.error) return <><h1>{say('forms.title')}</h1><ProblemNotice problem={view.error.problem} again={() => void view.refetch()} /></>;
  return <><h1>{say('forms.title')}</h1><Loading words={say('loading')} /></>;
}

function Whole({ view }: { view: FormView }) {
  const say = useSay();
  return (
    <>
      <div className="title-line"><h1>{view.words} {view.number}</h1><FormStateMark state={view.state} /></div>
      <dl className="pairs"><div><dt>{say('forms.about')}</dt><dd><Subject view={view} /></dd></div></dl>
      <Keeping kept={view.kept} />
      {view.voided !== null && <p><strong>{say('forms.voided', { reason: view.voided })}</strong></p>}
      <div className="two-columns">
        {/* Another version of the form is typed into afresh. */}
        {view.can.fill || view.can.complete ? <Filling key={view.seq} view={view} /> : <Reading view={view} />}
        <div>
          {view.signers.length > 0 && <Signatures view={view} />}
          <Ends view={view} />
          <History view={view} />
        </div>
      </div>
    </>
  );
}

function Subject({ view }: { view: FormView }) {
  if (view.about_kind === 'case') return <Link to="/cases/$case_id" params={{ case_id: view.about_id }}>{view.about}</Link>;
  if (view.about_kind === 'customer') return <Link to="/customers/$customer_id" params={{ customer_id: view.about_id }}>{view.about}</Link>;
  return view.about;
}

function Reading({ view }: { view: FormView }) {
  const say = useSay();
  return (
    <section className="card" aria-label={view.words}>
      {view.fields.length === 0 ? <p className="quiet">{say('forms.no_fields')}</p> : <Written fields={view.fields} />}
      <Missing view={view} />
    </section>
  );
}

function Missing({ view }: { view: FormView }) {
  const say = useSay();
  const missing = view.fields.filter((field) => view.missing.includes(field.code)).map((field) => field.words);
  return view.state === 'open' && missing.length > 0 ? <p className="quiet">{say('forms.missing', { fields: missing.join(', ') })}</p> : null;
}

function Filling({ view }: { view: FormView }) {
  const say = useSay();
  const [form] = Form.useForm<Typed>();
  const fill = useSend('form.fill');
  const send = async (complete: boolean) => {
    const values = changesIn(view.fields, form.getFieldsValue(true) as Typed);
    if (Object.keys(values).length === 0 && !complete) return;
    await fill.send({ params: { form_id: view.form_id }, body: { values, expected_seq: view.seq, ...(complete ? { complete } : {}) } });
  };
  return (
    <section className="card" aria-label={view.words}>
      <Form form={form} layout="vertical" initialValues={typedOf(view.fields)} autoComplete="off" onFinish={() => void send(false)}>
        {view.fields.length === 0 && <p className="quiet">{say('forms.no_fields')}</p>}
        {view.fields.map((field) => <ValueField key={field.code} field={field} />)}
        <Missing view={view} />
        {fill.problem && <ProblemNotice problem={fill.problem} />}
        <p className="buttons">
          {view.can.fill && <Button htmlType="submit" loading={fill.busy}>{say('forms.fill')}</Button>}
          <Button type="primary" loading={fill.busy} onClick={() => void send(true)}>{say('forms.fill_complete')}</Button>
        </p>
      </Form>
    </section>
  );
}

/** What goes out of the house, and what ends a form. */
function Ends({ view }: { view: FormView }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Prints view={view} />
      {view.can.void && <p className="buttons after-cards"><Button danger onClick={() => setOpen(true)}>{say('forms.void')}</Button></p>}
      {isOpen && <VoidDialog view={view} close={() => setOpen(false)} />}
    </>
  );
}

function VoidDialog({ view, close }: { view: FormView; close: () => void }) {
  const say = useSay();
  const [form] = Form.useForm<{ reason: string }>();
  const ending = useSend('form.void');
  const submit = async ({ reason }: { reason: string }) => {
    if (await ending.send({ params: { form_id: view.form_id }, body: { reason } })) close();
  };
  return (
    <Dialog title={say('forms.void')} danger confirmWords={say('forms.void')} backWords={say('back')} busy={ending.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" autoComplete="off" onFinish={(values) => void submit(values)}>
        <Form.Item name="reason" label={say('forms.void_reason')} rules={[{ required: true, message: say('required') }]}><Input maxLength={500} /></Form.Item>
        {ending.problem && <ProblemNotice problem={ending.problem} />}
      </Form>
    </Dialog>
  );
}

function History({ view }: { view: FormView }) {
  const say = useSay();
  const me = useMe();
  return (
    <section className="card" aria-labelledby="form-history">
      <h2 id="form-history">{say('forms.history')}</h2>
      <ul className="plain">
        {view.history.map((fact) => <li key={fact.fact_id}>{momentText(fact.at, me.time_zone)} {say.code('fact', fact.kind)}, {fact.by_name ?? fact.by}</li>)}
      </ul>
    </section>
  );
}
