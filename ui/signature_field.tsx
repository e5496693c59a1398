/** A field to sign in with a finger or a pen; its value is a PNG as a data URL. */

import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import SignaturePad from 'signature_pad';

type Props = { words: string; clearWords: string; onChange: (image: string | null) => void };

export function SignatureField({ words, clearWords, onChange }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const report = useRef(onChange);
  useEffect(() => {
    report.current = onChange;
  });

  useEffect(() => {
    const element = canvas.current!;
    // Twice the screen's points are enough for ink; three times only makes the picture larger.
    const ratio = Math.min(devicePixelRatio, 2);
    element.width = element.offsetWidth * ratio;
    element.height = element.offsetHeight * ratio;
    element.getContext('2d')!.scale(ratio, ratio);
    // Paper stays white and ink dark in the dark look too: the picture is printed later.
    const made = new SignaturePad(element, { penColor: '#111', backgroundColor: '#fff' });
    made.addEventListener('endStroke', () => report.current(made.toDataURL('image/png')));
    pad.current = made;
    return () => made.off();
  }, []);

  const clear = () => {
    pad.current?.clear();
    onChange(null);
  };
  return (
    <div className="signature">
      <canvas ref={canvas} role="img" aria-label={words} />
      <Button onClick={clear}>{clearWords}</Button>
    </div>
  );
}
