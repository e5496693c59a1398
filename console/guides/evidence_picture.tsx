/** A picture that was given as evidence: small where it stands, as large as the screen allows when it is pressed. */

import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useSay } from '../words.ts';

export function EvidencePicture({ image, words }: { image: string; words: string }) {
  const say = useSay();
  const [isLarge, setLarge] = useState(false);
  const close = () => setLarge(false);
  return (
    <>
      <button type="button" className="guide-picture" title={say('guides.enlarge')} onClick={() => setLarge(true)}><img className="guide-image" src={image} alt={words} /></button>
      {isLarge && <Dialog title={words} confirmWords={say('guides.close')} busy={false} onConfirm={close} onBack={close}><img className="guide-image-large" src={image} alt="" /></Dialog>}
    </>
  );
}
