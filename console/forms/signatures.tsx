/** Who has signed a form and who signs next, each over what it shows. */

import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { momentText } from '../../ui/moments.ts';
import { SignatureField } from '../../ui/signature_field.tsx';
import type { FormSignerView, FormView } from '../../wire/view/form_views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

export function Signatures({ view }: { view: FormView }) {
  const say = useSay();
  const [signing, setSigning] = useState<FormSignerView | null>(null);
  return (
    <section className="card" aria-labelledby="signatures">
      <h2 id="signatures">{say('forms.signatures')}</h2>
      <ul className="plain">
        {view.signers.map((signer) => (
          <li key={signer.code}>
            <p><strong>{signer.words}</strong>: <Signed signer={signer} /></p>
            {signer.open && <Button onClick={() => setSigning(signer)}>{say('forms.sign_as', { who: signer.words })}</Button>}
          </li>
        ))}
      </ul>
      {signing !== null && <SignDialog view={view} signer={signing} close={() => setSigning(null)} />}
    </section>
  );
}

function Signed({ signer: { signed } }: { signer: FormSignerView }) {
  const say = useSay();
  const me = useMe();
  if (signed === null) return say('forms.not_signed');
  const name = signed.name ?? say('erased');
  return signed.stands ? say('forms.signed', { name, at: momentText(signed.at, me.time_zone) }) : say('forms.signed_other', { name });
}

function SignDialog({ view, signer, close }: { view: FormView; signer: FormSignerView; close: () => void }) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<{ name: string }>();
  const [image, setImage] = useState<string | null>(null);
  const sign = useSend('form.sign');
  const submit = async ({ name }: { name: string }) => {
    const body = { signer: signer.code, digest: view.digest!, name, ...(image === null ? {} : { image }) };
    if (await sign.send({ params: { form_id: view.form_id }, body })) close();
  };
  return (
    <Dialog title={say('forms.sign_as', { who: signer.words })} confirmWords={say('forms.sign')} backWords={say('back')} busy={sign.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" initialValues={signer.customer ? {} : { name: me.name }} autoComplete="off" onFinish={(values) => void submit(values)}>
        <Form.Item name="name" label={say('field.name')} rules={[{ required: true, message: say('required') }]}><Input maxLength={200} /></Form.Item>
        <SignatureField words={say('forms.sign_as', { who: signer.words })} clearWords={say('forms.signature_clear')} onChange={setImage} />
        {sign.problem && <ProblemNotice problem={sign.problem} />}
      </Form>
    </Dialog>
  );
}
