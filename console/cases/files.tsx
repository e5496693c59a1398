/** The files of a case: listed with who and when, photos shown small, more added one after the other. */

import { FileOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { useId, useRef, useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import { fileBytesMax } from '../../core/case/file_type.ts';
import { pathOf } from '../../wire/client.ts';
import { addresses } from '../../wire/addresses.ts';
import type { CaseFile } from '../../wire/view/case_around.ts';
import type { Problem } from '../../wire/view/views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { base64Of, sizeText } from './file_content.ts';

type Props = { case_id: string; files: readonly CaseFile[]; mayAdd: boolean };

export function Files({ case_id, files, mayAdd }: Props) {
  const say = useSay();
  if (files.length === 0 && !mayAdd) return null;
  return (
    <section className="card" aria-labelledby="files">
      <h2 id="files">{say('case.files')}</h2>
      {files.length === 0 && <p className="quiet">{say('files.none')}</p>}
      <ul className="plain case-files">{files.map((file) => <li key={file.fact_id}><OneFile case_id={case_id} file={file} /></li>)}</ul>
      {mayAdd && <AddFiles case_id={case_id} />}
    </section>
  );
}

function OneFile({ case_id, file }: { case_id: string; file: CaseFile }) {
  const say = useSay();
  const me = useMe();
  const { hash, type } = file;
  const address = (query: Record<string, string>) => pathOf(addresses['case.file'].path, { case_id, hash }, query);
  const name = file.name ?? say('erased');
  const isShown = file.kept && type.startsWith('image/') && type !== 'image/heic';
  return (
    <>
      {isShown ? <img className="file-small" src={address({ show: 'true' })} alt="" loading="lazy" /> : <span className="file-small" aria-hidden="true"><FileOutlined /></span>}
      <span className="file-words">
        {file.kept ? <a href={address({})} download>{name}</a> : <span>{name}</span>}
        <span className="second-line">
          {say.code('file_type', type)} · {sizeText(file.size)}{file.personal && ` · ${say('files.personal_mark')}`}
        </span>
        <span className="second-line">{file.added_by_name ?? file.added_by} · {momentText(file.added_at, me.time_zone)}</span>
      </span>
    </>
  );
}

function AddFiles({ case_id }: { case_id: string }) {
  const say = useSay();
  const field = useId();
  const input = useRef<HTMLInputElement>(null);
  const add = useSend('case.add_file');
  const [personal, setPersonal] = useState(true);
  const [under, setUnder] = useState<string | null>(null);
  const [tooLarge, setTooLarge] = useState<Problem | null>(null);
  const take = async (chosen: readonly File[]) => {
    setTooLarge(null);
    for (const file of chosen) {
      if (file.size > fileBytesMax) {
        setTooLarge({ type: 'about:blank', status: 409, code: 'file_too_large', title: say('files.too_large', { name: file.name, size: sizeText(file.size) }) });
        break;
      }
      setUnder(file.name);
      const body = { name: file.name.slice(-200), personal, content: await base64Of(file) };
      // The first no ends it, so that it is still on the screen.
      if ((await add.send({ params: { case_id }, body })) === null) break;
    }
    setUnder(null);
    if (input.current) input.current.value = '';
  };
  return (
    <div className="add-files">
      <input ref={input} id={field} className="only-heard" type="file" multiple accept="image/jpeg,image/png,image/webp,image/heic,.pdf,.docx,.xlsx,.txt" disabled={add.busy} onChange={(event) => void take([...(event.target.files ?? [])])} />
      <label htmlFor={field} className="file-button"><PaperClipOutlined /> {say('files.add')}</label>
      <Checkbox checked={personal} onChange={(event) => setPersonal(event.target.checked)}>{say('files.personal')}</Checkbox>
      <p className="quiet" role="status">{under === null ? say('files.which') : say('files.sending', { name: under })}</p>
      {tooLarge && <ProblemNotice problem={tooLarge} />}
      {add.problem && <ProblemNotice problem={add.problem} />}
    </div>
  );
}
