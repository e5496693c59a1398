/** The customer signs: the exact text of the report, the name, a signature by finger, sent with the digest of that text. */

import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { SignatureField } from '../../ui/signature_field.tsx';
import type { CaseView, VisitView } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { stamp } from '../server_clock.ts';
import { useSay } from '../words.ts';

type Props = { view: CaseView; visit: VisitView; close: () => void };

export function SignaturePage({ view, visit, close }: Props) {
  const say = useSay();
  const sign = useSend('case.sign_report');
  const [image, setImage] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  // What was shown when the pen was handed over; if the report changes meanwhile, the server refuses the old digest (ENG-73).
  const [shown] = useState(visit.report);
  const submit = async ({ signer }: { signer: string }) => {
    setMissing(image === null);
    if (image === null || shown === null) return;
    const body = { at: stamp(), visit_id: visit.visit_id, digest: shown.digest, signer, image };
    if (await sign.send({ params: { case_id: view.row.case_id }, body })) close();
  };
  return (
    <section className="card" aria-labelledby="sign">
      <h2 id="sign">{say('sign.title')}</h2>
      <p className="report-text as-written">{shown?.text ?? say('erased')}</p>
      <Form layout="vertical" onFinish={(values: { signer: string }) => void submit(values)} initialValues={{ signer: view.row.caller_name ?? '' }}>
        <Form.Item name="signer" label={say('sign.signer')} rules={[{ required: true, message: say('required') }]}><Input autoComplete="off" /></Form.Item>
        <p>{say('sign.here')}</p>
        <SignatureField words={say('sign.here')} clearWords={say('sign.clear')} onChange={setImage} />
        {missing && image === null && <p role="alert" className="missing">{say('sign.missing')}</p>}
        {sign.problem && <ProblemNotice problem={sign.problem} again={sign.again ? () => void sign.again?.().then((done) => done && close()) : undefined} />}
        <Button type="primary" size="large" block htmlType="submit" className="next-step" loading={sign.busy}>{say('sign.confirm')}</Button>
        <Button size="large" block onClick={close}>{say('back')}</Button>
      </Form>
    </section>
  );
}
