/** What a step asks for besides a choice: words, a number, a photograph, a signature. */

import { CameraOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { SignatureField } from '../../ui/signature_field.tsx';
import type { GuideStep } from '../../wire/view/guide_views.ts';
import { useSay } from '../words.ts';
import { photoOf } from './photo.ts';

type Props = { kind: NonNullable<GuideStep['evidence']>; words: string; busy: boolean; give: (answer: string | number) => void };

export function EvidenceField({ kind, words, busy, give }: Props) {
  const say = useSay();
  const [given, setGiven] = useState<string | number | null>(null);
  const send = () => {
    if (given !== null && given !== '') give(typeof given === 'string' ? given.trim() : given);
  };
  return (
    <div className="guide-line">
      {kind === 'text' && <Input.TextArea autoFocus rows={2} maxLength={2000} aria-label={words} onChange={(event) => setGiven(event.target.value)}
        onPressEnter={(event) => {
          if (event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }} />}
      {(kind === 'number' || kind === 'reading') && <InputNumber autoFocus size="large" className="wide" inputMode="decimal" aria-label={words} onChange={(value) => setGiven(value as number | null)} onPressEnter={send} />}
      {kind === 'photo' && <PhotoField words={words} change={setGiven} />}
      {kind === 'signature' && <SignatureField words={words} clearWords={say('sign.clear')} onChange={setGiven} />}
      <Button type="primary" size="large" loading={busy} disabled={given === null || String(given).trim() === ''} onClick={send}>{say('guides.record')}</Button>
    </div>
  );
}

function PhotoField({ words, change }: { words: string; change: (image: string | null) => void }) {
  const say = useSay();
  const field = useId();
  const [shown, setShown] = useState<string | null>(null);
  const [state, setState] = useState<'ready' | 'reading' | 'bad'>('ready');
  const take = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    setState('reading');
    const image = await photoOf(file);
    // The same file chosen again is a change again.
    input.value = '';
    setState(image === null ? 'bad' : 'ready');
    setShown(image);
    change(image);
  };
  return (
    <>
      <input id={field} className="only-heard" type="file" accept="image/*" capture="environment" disabled={state === 'reading'} onChange={(event) => void take(event.target)} />
      <label htmlFor={field} className="file-button photo-button"><CameraOutlined aria-hidden /> {say(shown === null ? 'guides.take_photo' : 'guides.take_again')}</label>
      {shown !== null && <img className="guide-image" src={shown} alt={words} />}
      {state === 'bad' && <p role="alert" className="missing">{say('guides.no_photo')}</p>}
    </>
  );
}
