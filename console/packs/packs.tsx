/** Versions of the rules: which one answers, which wait for approval, which come with the program. */

import { CheckCircleFilled, ClockCircleOutlined, EditOutlined, GiftOutlined, HistoryOutlined, RollbackOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Mark, type Hue } from '../../ui/mark.tsx';
import { momentText } from '../../ui/moments.ts';
import { Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { PackRow } from '../../wire/view/pack_views.ts';
import { useAsk } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMe } from '../session.tsx';
import { useRoleName } from '../role_name.ts';
import { useSay } from '../words.ts';
import { entryWords } from './pack_words.ts';

export default function Packs() {
  const say = useSay();
  const list = useAsk('pack.list', {});
  const items = list.data?.items ?? [];
  return (
    <>
      <h1>{say('place.packs')}</h1>
      <p className="quiet">{say('packs.what_for')}</p>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {items.length > 0 && <Versions words={say('packs.ours')} items={items.filter((it) => it.state !== 'shipped')} />}
      {items.some((it) => it.state === 'shipped') && <Versions words={say('packs.shipped')} items={items.filter((it) => it.state === 'shipped')} />}
    </>
  );
}

function Versions({ words, items }: { words: string; items: readonly PackRow[] }) {
  const say = useSay();
  const me = useMe();
  const columns: Column<PackRow>[] = [
    { name: 'name', words: say('packs.name'), isHeading: true, render: (it) => <Link to="/packs/$pack_hash" params={{ pack_hash: it.pack_hash }}>{entryWords(say, it.words, it.name)}</Link> },
    { name: 'version', words: say('settings.version'), render: (it) => <><code>{it.name}</code> {it.version}</> },
    { name: 'state', words: say('people.state'), render: (it) => <PackState row={it} /> },
    { name: 'since', words: say('packs.since'), render: (it) => (it.since === null ? '—' : momentText(it.since, me.time_zone)) },
    { name: 'promises', words: say('pack_section.promises'), align: 'end', render: (it) => it.promises },
    { name: 'gates', words: say('pack_section.gates'), align: 'end', render: (it) => it.gates },
  ];
  return (
    <section aria-label={words}>
      <h2>{words}</h2>
      <PlainTable caption={words} columns={columns} rows={items} keyOf={(it) => it.pack_hash} />
    </section>
  );
}

const looks: Readonly<Record<PackRow['state'], readonly [Hue, ReactNode]>> = {
  active: ['green', <CheckCircleFilled key="i" />], proposed: ['amber', <ClockCircleOutlined key="i" />], approved: ['blue', <SafetyCertificateOutlined key="i" />],
  returned: ['red', <RollbackOutlined key="i" />], replaced: ['grey', <HistoryOutlined key="i" />], shipped: ['grey', <GiftOutlined key="i" />],
};

export function PackState({ row }: { row: PackRow }) {
  const say = useSay();
  const [hue, icon] = looks[row.state];
  const roleName = useRoleName();
  return (
    <>
      <Mark hue={hue} icon={icon}>{say(`pack_state.${row.state}`)}</Mark>
      {row.waits_for !== null && <span className="second-line">{say('packs.waits_for', { role: roleName(row.waits_for) })}</span>}
    </>
  );
}

export function EditLink({ hash }: { hash: string }) {
  const say = useSay();
  return <Link to="/packs/$pack_hash/edit" params={{ pack_hash: hash }} className="button-link"><EditOutlined aria-hidden /> {say('packs.write_new')}</Link>;
}
