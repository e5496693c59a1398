/** The answer to give the caller: the number of the case and what is promised. */

import { CheckCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { CaseRow, Receipt } from '../../wire/view/views.ts';
import { PromiseStrip } from '../cases/promise_strip.tsx';
import { useCase } from '../use_case.ts';
import { useSay } from '../words.ts';

type Props = {
  receipt: Receipt;
  /** The case that the call turned out to be about; without it the report made one. */
  added?: CaseRow | undefined;
  next: () => void;
};

export function ReceiptCard({ receipt, added, next }: Props) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  const case_id = added?.case_id ?? receipt.ids['case_id'] ?? '';
  const view = useCase(case_id);
  // The form is gone, so a reader and the keyboard start again here.
  useEffect(() => heading.current?.focus(), []);
  const number = added?.number ?? receipt.ids['number'] ?? view.data?.row.number ?? '…';
  return (
    <div className="receipt">
      <CheckCircleFilled aria-hidden className="receipt-sign" />
      <h1 ref={heading} tabIndex={-1}>{added ? say('receipt.added', { number }) : say('receipt.recorded', { number })}</h1>
      {view.data && <PromiseStrip readings={view.data.readings} />}
      <div className="buttons">
        <Link to="/cases/$case_id" params={{ case_id }} className="button-like">{say('receipt.open')}</Link>
        <Button type="primary" size="large" onClick={next}>{say('receipt.next')}</Button>
      </div>
    </div>
  );
}
