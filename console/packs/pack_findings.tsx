/** What is known of a pack as typed so far: its problems, or what it changes, its example table, and a trial over what happened. */

import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Button, Input, Tabs } from 'antd';
import { useState } from 'react';
import { Mark } from '../../ui/mark.tsx';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { PackCheck, PackDifference, PackProblem, PackTrial, PackView } from '../../wire/view/pack_views.ts';
import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';
import { Cited } from './pack_page.tsx';
import { entryWords, placeWords, sectionWords } from './pack_words.ts';

type Files = PackView['files'];
type Sound = NonNullable<PackCheck['sound']>;

export function PackFindings({ files, check, busy, open }: { files: readonly Files[number][]; check: PackCheck | null; busy: boolean; open: (problem: PackProblem) => void }) {
  const say = useSay();
  if (check === null) return <Loading words={say('packs.checking')} />;
  const { problems, sound } = check;
  const failed = sound?.examples.filter((row) => !row.passed).length ?? 0;
  return (
    <>
      <p role="status">
        {problems.length > 0 ? <Mark hue="red" icon={<CloseCircleFilled />}>{say('packs.problem_count', { count: problems.length })}</Mark> : <Mark hue="green" icon={<CheckCircleFilled />}>{say('packs.sound')}</Mark>}
        {busy && <span className="quiet"> {say('packs.checking')}</span>}
      </p>
      {problems.length > 0 && <Problems problems={problems} open={open} />}
      {sound && (
        <Tabs
          items={[
            { key: 'changes', label: say('packs.changes', { count: sound.differences.length }), children: <Changes items={sound.differences} /> },
            { key: 'examples', label: say('packs.examples', { failed, all: sound.examples.length }), children: <Examples sound={sound} /> },
            { key: 'trial', label: say('packs.trial'), children: <Trial files={files} /> },
          ]}
        />
      )}
    </>
  );
}

function Problems({ problems, open }: { problems: readonly PackProblem[]; open: (problem: PackProblem) => void }) {
  const say = useSay();
  return (
    <ol className="plain pack-problems">
      {problems.map((problem, index) => (
        <li key={`${index} ${problem.path}`}>
          <button type="button" className="text-button" onClick={() => open(problem)}>{say('packs.at', { file: problem.file, line: problem.line })}</button>
          <span className="second-line as-written">{say.code('pack_problem', problem.code)}: {problem.message}</span>
        </li>
      ))}
    </ol>
  );
}

function Changes({ items }: { items: readonly PackDifference[] }) {
  const say = useSay();
  if (items.length === 0) return <Empty words={say('packs.no_changes')} />;
  const columns: Column<PackDifference>[] = [
    {
      name: 'at', words: say('packs.place'), isHeading: true,
      render: (it) => <>{sectionWords(say, it.section)} › {entryWords(say, it.words, it.entry)}<span className="second-line">{placeWords(say, it.at)} <Cited rows={it.source} /></span></>,
    },
    { name: 'before', words: say('packs.before'), render: (it) => <span className="as-written">{it.before ?? '—'}</span> },
    { name: 'after', words: say('packs.after'), render: (it) => <span className="as-written">{it.after ?? '—'}</span> },
  ];
  return <PlainTable caption={say('packs.changes', { count: items.length })} columns={columns} rows={items} keyOf={(it) => `${it.section} ${it.entry} ${it.at}`} />;
}

function Examples({ sound }: { sound: Sound }) {
  const say = useSay();
  if (sound.examples_fault !== null) return <p className="missing">{say('packs.examples_fault', { fault: sound.examples_fault })}</p>;
  if (sound.examples.length === 0) return <Empty words={say('packs.no_examples')} />;
  type Row = Sound['examples'][number];
  const columns: Column<Row>[] = [
    { name: 'title', words: say('packs.example'), isHeading: true, render: (it) => it.title },
    { name: 'passed', words: say('people.state'), render: (it) => (it.passed ? <Mark hue="green" icon={<CheckCircleFilled />}>{say('packs.passed')}</Mark> : <Mark hue="red" icon={<CloseCircleFilled />}>{say('packs.failed')}</Mark>) },
    { name: 'got', words: say('packs.expected_got'), render: (it) => (it.passed ? '' : <><span className="as-written">{it.expected}</span><span className="second-line as-written">{say('packs.got', { got: it.got })}</span></>) },
  ];
  const rows = sound.examples.toSorted((a, b) => Number(a.passed) - Number(b.passed));
  return <PlainTable caption={say('packs.example')} columns={columns} rows={rows} keyOf={(it) => it.title} />;
}

/** The changed rules over what truly happened. Nothing is written; the answer may take a while. */
function Trial({ files }: { files: readonly Files[number][] }) {
  const say = useSay();
  const [since, setSince] = useState('');
  const [run, setRun] = useState<{ files: Files; since: string } | null>(null);
  const trial = useAsk('pack.try', { body: run ?? { files: [], since: '' } }, { enabled: run !== null, refresh: false });
  return (
    <>
      <p className="quiet">{say('packs.trial_how')}</p>
      <div className="buttons">
        <label>{say('packs.since_day')} <Input type="date" value={since} onChange={(event) => setSince(event.target.value)} /></label>
        <Button loading={trial.isFetching} disabled={since === ''} onClick={() => setRun({ files: [...files], since })}>{say('packs.trial_run')}</Button>
      </div>
      {trial.isFetching && <Loading words={say('packs.trial_busy')} />}
      {trial.error && <ProblemNotice problem={trial.error.problem} again={() => void trial.refetch()} />}
      {trial.data && !trial.isFetching && <TrialTable trial={trial.data} />}
    </>
  );
}

function TrialTable({ trial }: { trial: PackTrial }) {
  const say = useSay();
  const choices = useChoices();
  type Line = PackTrial['lines'][number];
  if (trial.lines.length === 0) return <Empty words={say('packs.trial_none')} />;
  const late = (counts: Line['was']) => counts.late + counts.overdue;
  const columns: Column<Line>[] = [
    { name: 'clock', words: say('promise'), isHeading: true, render: (it) => <>{it.words}<span className="second-line">{it.month} · {it.zone === null ? '—' : choices.name('zones', it.zone)}</span></> },
    { name: 'kept', words: say('packs.kept_was_would'), align: 'end', render: (it) => `${it.was.kept} → ${it.would.kept}` },
    { name: 'late', words: say('packs.late_was_would'), align: 'end', render: (it) => `${late(it.was)} → ${late(it.would)}` },
    { name: 'newly', words: say('packs.newly_late'), align: 'end', render: (it) => it.newly_late },
    { name: 'no_longer', words: say('packs.no_longer_late'), align: 'end', render: (it) => it.no_longer_late },
  ];
  return (
    <>
      <p>{say('packs.trial_cases', { count: trial.cases })}</p>
      <PlainTable caption={say('packs.trial')} columns={columns} rows={trial.lines} keyOf={(it) => `${it.clock} ${it.month} ${it.zone ?? ''}`} />
    </>
  );
}
