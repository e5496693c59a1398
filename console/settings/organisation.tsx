/** The organisation as its pack describes it: which version is active, where and for whom it works, what it promises. */

import { useEffect } from 'react';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { Word } from '../../wire/words/zh_cn.ts';
import { useChoices, type Choice } from '../choices.ts';
import { keepMark } from '../first_day/kept.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

/** The lists of a pack that have a place on this page, in the order they are read. */
const groups: readonly (readonly [string, Word])[] = [
  ['clocks', 'settings.of_clocks'], ['matters', 'settings.of_matters'],
  ['customer_classes', 'settings.of_customer_classes'], ['categories', 'settings.of_categories'], ['roles', 'settings.of_roles'],
];

export function Organisation() {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  useEffect(() => keepMark(me.org_id, 'looked'), [me.org_id]);
  const rows: [string, string][] = [
    [say('settings.org'), me.org_id],
    [say('settings.pack'), `${me.pack.words[say.language] ?? me.pack.name} (${me.pack.name})`],
    [say('settings.version'), me.pack.version],
    [say('settings.time_zone'), me.time_zone],
  ];
  return (
    <section aria-labelledby="organisation">
      <h2 id="organisation">{say('settings.organisation')}</h2>
      <div className="card">
        <dl className="pairs">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        <p className="quiet">{say('settings.pack_hint')}</p>
      </div>
      <div className="pack-lists">
        {groups.map(([group, words]) => {
          const items = choices.of(group);
          return items.length === 0 ? null : <PackList key={group} words={say(words)} items={items} />;
        })}
      </div>
    </section>
  );
}

function PackList({ words, items }: { words: string; items: readonly Choice[] }) {
  const say = useSay();
  const columns: Column<Choice>[] = [
    { name: 'words', words, isHeading: true, render: (it) => it.label },
    { name: 'code', words: say('settings.code'), render: (it) => <code>{it.value}</code> },
  ];
  return <PlainTable caption={words} columns={columns} rows={items} keyOf={(it) => it.value} />;
}
