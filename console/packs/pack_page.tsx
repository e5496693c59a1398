/** One version of the rules: what it says with the source of every figure, its way, and what can be done with it now. */

import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { momentText } from '../../ui/moments.ts';
import { Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { PackView } from '../../wire/view/pack_views.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { entryWords, placeWords, sectionWords } from './pack_words.ts';
import { EditLink, PackState } from './packs.tsx';

export default function PackPage() {
  const say = useSay();
  const may = useMay();
  const { pack_hash } = useParams({ from: '/packs/$pack_hash' });
  const asked = useAsk('pack.get', { params: { pack_hash } });
  if (asked.error) return <ProblemNotice problem={asked.error.problem} again={() => void asked.refetch()} />;
  if (!asked.data) return <Loading words={say('loading')} />;
  const { row } = asked.data;
  return (
    <>
      <h1>{entryWords(say, row.words, row.name)} {row.version}</h1>
      <div className="card">
        <PackState row={row} />
        <div className="buttons">
          {may('pack.propose') && <EditLink hash={row.pack_hash} />}
          <Ways view={asked.data} />
        </div>
        <Steps view={asked.data} />
      </div>
      <Entries view={asked.data} />
    </>
  );
}

/** Approve, return, activate; and open cases when they are to be judged by it as well. */
function Ways({ view }: { view: PackView }) {
  const say = useSay();
  const may = useMay();
  const params = { pack_hash: view.row.pack_hash };
  const approve = useSend('pack.approve');
  const back = useSend('pack.return');
  const activate = useSend('pack.activate');
  const takeOver = useSend('pack.take_over');
  const [asking, setAsking] = useState<'approve' | 'return' | 'activate' | 'take_over' | null>(null);
  const [remarks, setRemarks] = useState('');
  const [done, setDone] = useState('');
  const said = remarks.trim();
  const ways = {
    approve: () => approve.send({ params, body: said === '' ? {} : { remarks: said } }),
    return: () => back.send({ params, body: { remarks: said } }),
    activate: () => activate.send({ params, body: {} }),
    take_over: () => takeOver.send({ body: {} }),
  };
  const current = { approve, return: back, activate, take_over: takeOver };
  const offered = [
    ...(['approve', 'return', 'activate'] as const).filter((way) => view.allowed.includes(`pack.${way}`)),
    ...(view.row.state === 'active' && may('pack.take_over') ? (['take_over'] as const) : []),
  ];
  const confirm = async () => {
    const answer = await ways[asking!]();
    if (answer === null) return;
    setDone('taken' in answer ? say('packs.taken', { count: answer.taken }) : say(`packs.done_${asking as 'approve' | 'return' | 'activate'}`));
    setAsking(null);
    setRemarks('');
  };
  return (
    <>
      {offered.map((way) => <Button key={way} type={way === 'return' || way === 'take_over' ? 'default' : 'primary'} onClick={() => setAsking(way)}>{say(`packs.${way}`)}</Button>)}
      <p role="status" className="done-line">{done}</p>
      {asking && (
        <Dialog title={say(`packs.${asking}`)} confirmWords={say(`packs.${asking}`)} backWords={say('back')} busy={current[asking].busy} onConfirm={() => void confirm()} onBack={() => setAsking(null)}>
          <p>{say(`packs.${asking}_means`)}</p>
          {(asking === 'approve' || asking === 'return') && (
            <label>{say('packs.remarks')}<Input.TextArea rows={3} maxLength={1000} value={remarks} onChange={(event) => setRemarks(event.target.value)} /></label>
          )}
          {current[asking].problem && <ProblemNotice problem={current[asking].problem} />}
        </Dialog>
      )}
    </>
  );
}

function Steps({ view }: { view: PackView }) {
  const say = useSay();
  const me = useMe();
  if (view.steps.length === 0) return null;
  return (
    <ol className="plain">
      {view.steps.map((step) => (
        <li key={`${step.kind} ${step.at}`}>
          {momentText(step.at, me.time_zone)} · {say.code('fact', step.kind)} · {step.by_name}
          {step.remarks !== null && <span className="second-line as-written">{step.remarks}</span>}
        </li>
      ))}
    </ol>
  );
}

type Figure = PackView['entries'][number]['figures'][number];

function Entries({ view }: { view: PackView }) {
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const sections = Map.groupBy(view.entries.filter((entry) => entry.section !== 'words'), (entry) => entry.section);
  const fits = (entry: PackView['entries'][number]) => `${entryWords(say, entry.words, entry.name)} ${entry.name} ${entry.source.join(' ')}`.toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <>
      <label className="find-in-pack">{say('packs.find')}<Input allowClear value={wanted} onChange={(event) => setWanted(event.target.value)} /></label>
      {[...sections].map(([section, entries]) => {
        const found = entries.filter(fits);
        return found.length === 0 ? null : (
          <section key={section} aria-label={sectionWords(say, section)}>
            <h2>{sectionWords(say, section)}</h2>
            {found.map((entry) => (
              <details key={entry.name} className="card pack-entry" open={wanted.trim() !== ''}>
                <summary>{entryWords(say, entry.words, entry.name) || sectionWords(say, section)} {entry.words && <code>{entry.name}</code>} <Cited rows={entry.source} /></summary>
                <Sources rows={entry.source} sources={view.sources} />
                <FigureTable figures={entry.figures.filter((it) => it.value !== '')} caption={entryWords(say, entry.words, entry.name) || sectionWords(say, section)} />
              </details>
            ))}
          </section>
        );
      })}
    </>
  );
}

/** What the cited rows say, once for the whole entry; each figure below names its own by code. */
function Sources({ rows, sources }: { rows: readonly string[]; sources: PackView['sources'] }) {
  if (rows.length === 0) return null;
  return <ul className="plain pack-sources">{rows.map((row) => <li key={row}><Cited rows={[row]} /> {sources[row]}</li>)}</ul>;
}

function FigureTable({ figures, caption }: { figures: readonly Figure[]; caption: string }) {
  const say = useSay();
  const columns: Column<Figure>[] = [
    { name: 'at', words: say('packs.place'), isHeading: true, render: (it) => placeWords(say, it.at) || '—' },
    { name: 'value', words: say('packs.value'), render: (it) => <span className="as-written">{it.value}</span> },
    { name: 'source', words: say('packs.source'), render: (it) => <Cited rows={it.source} /> },
  ];
  return <PlainTable caption={caption} columns={columns} rows={figures} keyOf={(it) => it.at} />;
}

export function Cited({ rows }: { rows: readonly string[] }) {
  return <>{rows.map((row) => <code key={row} className="cited">{row}</code>)}</>;
}
