/** Writing a version of the rules: its files as text, checked as one types, with what it changes, its example table, and what it would have done. */

import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Loading } from '../../ui/notices.tsx';
import type { PackCheck, PackProblem, PackView } from '../../wire/view/pack_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { keep, readKept } from '../kept.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useSettled } from '../settled.ts';
import { useSay } from '../words.ts';
import { PackFindings } from './pack_findings.tsx';
import type { Schema } from './completion.ts';
import { YamlEditor } from './yaml_editor.tsx';

const none: readonly PackProblem[] = [];

type File = PackView['files'][number];

export default function PackEditor() {
  const say = useSay();
  const { pack_hash } = useParams({ from: '/packs/$pack_hash/edit' });
  const asked = useAsk('pack.get', { params: { pack_hash } }, { refresh: false });
  if (asked.error) return <ProblemNotice problem={asked.error.problem} again={() => void asked.refetch()} />;
  if (!asked.data) return <Loading words={say('loading')} />;
  return <Desk key={pack_hash} hash={pack_hash} original={asked.data.files} />;
}

/** What was typed stays in this browser until it is proposed or thrown away. */
function useDraft(hash: string, original: readonly File[]) {
  const { org_id, person_id } = useMe();
  const name = `pack.${org_id}.${person_id}.${hash}`;
  const [files, setFiles] = useState<readonly File[]>(() => readDraft(name) ?? original);
  const change = (path: string, text: string) => {
    const next = files.map((file) => (file.path === path ? { ...file, text } : file));
    setFiles(next);
    keep(name, JSON.stringify(next));
  };
  const forget = () => {
    keep(name, null);
    setFiles(original);
  };
  return { files, change, forget, isChanged: files.some((file) => file.text !== original.find((each) => each.path === file.path)?.text) };
}

function readDraft(name: string): File[] | null {
  try {
    const kept: unknown = JSON.parse(readKept(name) ?? 'null');
    return Array.isArray(kept) ? (kept as File[]) : null;
  } catch {
    return null;
  }
}

function Desk({ hash, original }: { hash: string; original: readonly File[] }) {
  const say = useSay();
  const draft = useDraft(hash, original);
  const [path, setPath] = useState(original[0]!.path);
  const [goTo, setGoTo] = useState<PackProblem | null>(null);
  // Thrown away, the editor begins anew with the first text.
  const [round, setRound] = useState(0);
  const schema = useAsk('pack.schema', {}, { refresh: false });
  const { check, problem, busy } = useCheck(draft.files);
  const file = draft.files.find((each) => each.path === path) ?? draft.files[0]!;
  const problems = check?.problems ?? none;
  const here = useMemo(() => problems.filter((each) => each.file === file.path), [problems, file.path]);
  const open = (found: PackProblem) => {
    if (draft.files.some((each) => each.path === found.file)) setPath(found.file);
    setGoTo({ ...found });
  };
  return (
    <>
      <h1>{say('packs.write_new')}</h1>
      <p className="quiet">{say('packs.write_how')}</p>
      <div className="pack-desk">
        <section aria-label={say('packs.text')} className="pack-text">
          <Segmented aria-label={say('packs.files')} value={file.path} onChange={(value) => setPath(value)} options={draft.files.map((each) => ({ value: each.path, label: fileLabel(each.path, problems) }))} />
          <YamlEditor
            key={`${file.path} ${round}`} name={file.path} text={file.text} schema={schema.data as Schema | undefined} problems={here}
            goTo={goTo?.file === file.path ? goTo : null} onChange={(text) => draft.change(file.path, text)}
          />
        </section>
        <section aria-label={say('packs.findings')} className="pack-findings">
          {problem && <ProblemNotice problem={problem} />}
          <PackFindings files={draft.files} check={check} busy={busy} open={open} />
          <Propose files={draft.files} check={check} isChanged={draft.isChanged} done={draft.forget} />
          {draft.isChanged && <Button onClick={() => { draft.forget(); setRound(round + 1); }}>{say('packs.throw_away')}</Button>}
        </section>
      </div>
    </>
  );
}

function fileLabel(path: string, problems: readonly PackProblem[]): string {
  const count = problems.filter((each) => each.file === path).length;
  const name = path.slice(path.indexOf('/') + 1);
  return count === 0 ? name : `${name} (${count})`;
}

/** Asked again when typing has paused; the last answer stays until the next one. */
function useCheck(files: readonly File[]) {
  const settled = useSettled(files, 600);
  const asked = useAsk('pack.check', { body: { files: [...settled] } }, { refresh: false, keep: true });
  return { check: asked.data ?? null, problem: asked.error?.problem ?? null, busy: asked.isFetching || settled !== files };
}

function Propose({ files, check, isChanged, done }: { files: readonly File[]; check: PackCheck | null; isChanged: boolean; done: () => void }) {
  const say = useSay();
  const propose = useSend('pack.propose');
  const [remarks, setRemarks] = useState('');
  const [proposed, setProposed] = useState<string | null>(null);
  const submit = async () => {
    const said = remarks.trim();
    const receipt = await propose.send({ body: { files: [...files], ...(said === '' ? {} : { remarks: said }) } });
    if (receipt === null) return;
    setProposed(receipt.ids['pack_hash']!);
    done();
  };
  if (proposed !== null) return <p role="status" className="done-line">{say('packs.proposed')} <Link to="/packs/$pack_hash" params={{ pack_hash: proposed }}>{say('packs.see_it')}</Link></p>;
  return (
    <div className="card">
      <label>{say('packs.remarks_why')}<Input.TextArea rows={2} maxLength={1000} value={remarks} onChange={(event) => setRemarks(event.target.value)} /></label>
      {propose.problem && <ProblemNotice problem={propose.problem} again={propose.again ? () => void propose.again?.() : undefined} />}
      <Button type="primary" loading={propose.busy} disabled={!isChanged || (check?.sound ?? null) === null} onClick={() => void submit()}>{say('packs.propose')}</Button>
    </div>
  );
}
