/** Listens to the keyboard for the whole console, and opens the palette and the list of keys. */

import { useEffect, useState } from 'react';
import { useSay } from '../words.ts';
import { keep, readKept } from '../kept.ts';
import { KeyHelp } from './key_help.tsx';
import { offeredNow, useOffered } from './offered.ts';
import { Palette } from './palette.tsx';
import { isForField, pressOf } from './press.ts';

type Shown = 'palette' | 'help' | null;

export function Keyboard() {
  const say = useSay();
  const [shown, setShown] = useState<Shown>(null);
  // Dictation can sound like single letters, so they can be switched off.
  const [single, setSingle] = useState(readKept('single_keys') !== 'off');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = pressOf(event);
      if (event.defaultPrevented || event.isComposing || isForField(name, document.activeElement)) return;
      if (!single && name.length === 1) return;
      const found = document.querySelector('dialog[open]') === null ? offeredNow().find((it) => it.keys?.includes(name)) : undefined;
      if (found === undefined) return;
      event.preventDefault();
      found.run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [single]);
  useOffered([
    { label: say('keys.palette'), keys: ['Ctrl+K'], run: () => setShown('palette'), onlyKeys: true },
    { label: say('keys.help'), keys: ['?'], run: () => setShown('help') },
  ]);
  const switchSingle = (on: boolean) => {
    keep('single_keys', on ? null : 'off');
    setSingle(on);
  };
  const close = () => setShown(null);
  return (
    <>
      <button type="button" className="palette-opener" onClick={() => setShown('palette')}>{say('keys.palette')} <kbd>Ctrl K</kbd></button>
      {shown === 'palette' && <Palette close={close} />}
      {shown === 'help' && <KeyHelp single={single} switchSingle={switchSingle} close={close} />}
    </>
  );
}
