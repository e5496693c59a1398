/** The list of keys that do something on this screen, and the switch for single letters. */

import { Checkbox } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useSay } from '../words.ts';
import { offeredNow } from './offered.ts';

type Props = { single: boolean; switchSingle: (on: boolean) => void; close: () => void };

export function KeyHelp({ single, switchSingle, close }: Props) {
  const say = useSay();
  // What was offered when the list was opened: the screen behind it stands still.
  const [offered] = useState(() => offeredNow().filter((it) => it.keys !== undefined));
  return (
    <Dialog title={say('keys.help')} confirmWords={say('keys.close')} busy={false} onConfirm={close} onBack={close}>
      <dl className="key-list">
        {offered.map((it) => (
          <div key={`${it.label} ${it.keys?.join(' ')}`}>
            <dt>{it.keys?.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{it.label}</dd>
          </div>
        ))}
        <div><dt><kbd>Ctrl</kbd><kbd>Enter</kbd></dt><dd>{say('keys.submit')}</dd></div>
        <div><dt><kbd>Esc</kbd></dt><dd>{say('keys.escape')}</dd></div>
      </dl>
      <Checkbox checked={single} onChange={(event) => switchSingle(event.target.checked)}>{say('keys.single')}</Checkbox>
    </Dialog>
  );
}
