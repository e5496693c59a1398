/** A number that the telephone system says is calling: fills an untouched form, and is offered everywhere else. */

import { PhoneOutlined } from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { ringHere, useCalling } from '../live/ringing.ts';
import { useMay } from '../rights.ts';
import { useSay } from '../words.ts';

/** On the desk itself. Nobody's typing is ever replaced by a call (INT-03). */
export function IncomingCall({ phone, filled, take }: { phone: string; filled: string | null; take: (phone: string) => void }) {
  const say = useSay();
  const calling = useCalling();
  const isUntouched = phone === '';
  useEffect(() => {
    if (calling === null || !isUntouched) return;
    take(calling);
    ringHere(null);
  }, [calling, isUntouched, take]);
  const accept = () => {
    if (calling !== null) take(calling);
    ringHere(null);
  };
  return (
    <div role="status">
      {calling === null && filled !== null && filled === phone && <p className="quiet">{say('calling.filled', { phone: filled })}</p>}
      {calling !== null && !isUntouched && (
        <div className="call-band">
          <span><PhoneOutlined aria-hidden /> {say('calling', { phone: calling })}</span>
          <Button size="small" onClick={accept}>{say('calling.take')}</Button>
          <Button size="small" onClick={() => ringHere(null)}>{say('calling.ignore')}</Button>
        </div>
      )}
    </div>
  );
}

/** On every other screen: a way to the desk, which then has the number. */
export function CallBand() {
  const say = useSay();
  const may = useMay();
  const calling = useCalling();
  const isDesk = useLocation().pathname === '/desk';
  return (
    <div role="status">
      {calling !== null && !isDesk && may('case.report') && (
        <div className="call-band">
          <span><PhoneOutlined aria-hidden /> {say('calling', { phone: calling })}</span>
          <Link to="/desk">{say('calling.desk')}</Link>
          <Button size="small" onClick={() => ringHere(null)}>{say('calling.ignore')}</Button>
        </div>
      )}
    </div>
  );
}
