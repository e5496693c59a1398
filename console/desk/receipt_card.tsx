/** The answer to give the caller: the number of the case and what is promised. */

import { CheckCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Receipt } from '../../wire/view/views.ts';
import { PromiseStrip } from '../cases/promise_strip.tsx';
import { useCase } from '../use_case.ts';
import { useSay } from '../words.ts';

export function ReceiptCard({ receipt, next }: { receipt: Receipt; next: () => void }) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  const case_id = receipt.ids['case_id'] ?? '';
  const view = useCase(case_id);
  // The form is gone, so a reader and the keyboard start again here.
  useEffect(() => heading.current?.focus(), []);
  const number = receipt.ids['number'] ?? view.data?.row.number ?? '…';
  return (
    <div className="receipt">
      <CheckCircleFilled aria-hidden className="receipt-sign" />
      <h1 ref={heading} tabIndex={-1}>{say('receipt.recorded', { number })}</h1>
      {view.data && <PromiseStrip readings={view.data.readings} />}
      <div className="buttons">
        <Link to="/cases/$case_id" params={{ case_id }} className="button-like">{say('receipt.open')}</Link>
        <Button type="primary" size="large" onClick={next}>{say('receipt.next')}</Button>
      </div>
    </div>
  );
}
