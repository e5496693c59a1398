/** A secret that is shown this once: to be selected, copied, and put out of sight. */

import { Button } from 'antd';
import { useState } from 'react';
import { useSay } from '../words.ts';

export function Secret({ words, secret, done }: { words: string; secret: string; done: () => void }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  // Without a secure address there is no clipboard; the text can still be selected.
  const copy = () => void navigator.clipboard?.writeText(secret).then(() => setCopied(true), () => undefined);
  return (
    <div className="secret" role="status">
      <p>{words}</p>
      <p className="as-written"><code>{secret}</code></p>
      <p className="buttons">
        <Button onClick={copy}>{isCopied ? say('secret.copied') : say('secret.copy')}</Button>
        <Button onClick={done}>{say('secret.kept')}</Button>
      </p>
    </div>
  );
}
