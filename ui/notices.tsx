/** What a screen says when it has nothing, is waiting, or could not get what it wanted. */

import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';

export function Empty({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg width="64" height="40" viewBox="0 0 64 40" aria-hidden="true">
        <path d="M4 22 16 6h32l12 16v12a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3zm0 0h16l4 6h16l4-6h16" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      <p>{words}</p>
      {children}
    </div>
  );
}

export function Loading({ words }: { words: string }) {
  return (
    <div role="status">
      <span className="only-heard">{words}</span>
      {/* Its title would be a heading without words. */}
      <Skeleton active title={false} paragraph={{ rows: 5 }} />
    </div>
  );
}

/** A refusal or a failure, in words, with a way to try again where that can help. */
export function Trouble({ title, detail, again }: { title: string; detail?: string | undefined; again?: { words: string; press: () => void } }) {
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={detail}
      action={again && <Button onClick={again.press}>{again.words}</Button>}
      className="trouble"
    />
  );
}
