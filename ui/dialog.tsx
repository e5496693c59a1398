/** A dialog: the browser's own, so that focus, Escape and what lies behind it need no code and no style of a library. */

import { Button } from 'antd';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

type Props = { title: string; confirmWords: string; backWords?: string; danger?: boolean; busy: boolean; onConfirm: () => void; onBack: () => void; children: ReactNode };

export function Dialog({ title, confirmWords, backWords, danger = false, busy, onConfirm, onBack, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before the effects of what is in it: a field to sign in asks how large it is, and in a dialog not yet shown it has no size.
  useLayoutEffect(() => {
    const shown = element.current!;
    shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      className="dialog"
      onCancel={(event) => {
        event.preventDefault();
        onBack();
      }}
    >
      <h2 id={heading}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <div className="dialog-end">
        {backWords !== undefined && <Button onClick={onBack}>{backWords}</Button>}
        <Button type="primary" danger={danger} loading={busy} onClick={onConfirm}>{confirmWords}</Button>
      </div>
    </dialog>
  );
}
