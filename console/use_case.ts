/** Asking for one case, wherever it is shown. */

import { useEffect } from 'react';
import { useAsk } from './ask.ts';
import { noteServerTime } from './server_clock.ts';
import { useSay } from './words.ts';

/** A case and its readings, with the words of the explanation; the moment on it sets our clock. */
export function useCase(case_id: string) {
  const { language } = useSay();
  const view = useAsk('case.get', { params: { case_id }, query: { lang: language } }, { keep: true });
  const serverTime = view.data?.server_time;
  useEffect(() => {
    if (serverTime !== undefined) noteServerTime(Date.parse(serverTime));
  }, [serverTime]);
  return view;
}
