/** A text field for one file of a pack. Another file is another field: its text belongs to it from the first moment on. */

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PackProblem } from '../../wire/view/pack_views.ts';
import type { Schema } from './completion.ts';
import { openEditor, type Editor, type Place } from './open_editor.ts';

type Props = {
  name: string; text: string; schema: Schema | undefined; problems: readonly PackProblem[];
  /** A place to go to; another object goes there again. */
  goTo: Place | null;
  onChange: (text: string) => void;
};

export function YamlEditor({ name, text, schema, problems, goTo, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [first] = useState(text);
  const [editor, setEditor] = useState<Editor | null>(null);
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    const opened = openEditor({ parent: host.current!, name, text: first, onChange: (now) => changed(now) });
    setEditor(opened);
    return () => opened.destroy();
  }, [name, first]);
  useEffect(() => {
    if (schema !== undefined) editor?.complete(schema);
  }, [editor, schema]);
  useEffect(() => editor?.underline(problems), [editor, problems]);
  useEffect(() => {
    if (goTo !== null) editor?.goTo(goTo);
  }, [editor, goTo]);
  return <div ref={host} className="yaml-editor" />;
}
