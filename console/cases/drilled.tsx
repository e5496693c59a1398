/** Where the list came from, part by part: each is a chip, and taking it away widens the list. */

import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { momentText } from '../../ui/moments.ts';
import type { CaseSearch } from '../address.ts';
import { useChoices } from '../choices.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';

type Part = { words: string; names: readonly (keyof CaseSearch)[] };

export function Drilled({ search, clear }: { search: CaseSearch; clear: (names: readonly (keyof CaseSearch)[]) => void }) {
  const say = useSay();
  const parts = useParts(search);
  if (parts.length === 0) return null;
  return (
    <ul className="chips" aria-label={say('cases.narrowed')}>
      {parts.map(({ words, names }) => (
        <li key={names[0]}>
          <Button size="small" shape="round" icon={<CloseOutlined />} iconPlacement="end" title={say('cases.widen', { what: words })} aria-label={say('cases.widen', { what: words })} onClick={() => clear(names)}>{words}</Button>
        </li>
      ))}
      {parts.length > 1 && <li><Button size="small" type="link" onClick={() => clear(parts.flatMap((it) => it.names))}>{say('cases.widen_all')}</Button></li>}
    </ul>
  );
}

function useParts(search: CaseSearch): Part[] {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const day = (iso: string) => momentText(iso, me.time_zone);
  const span = (from: string | undefined, to: string | undefined) => say('cases.span', { from: from === undefined ? '…' : day(from), to: to === undefined ? '…' : day(to) });
  const made = (group: string, code: string, none: string) => (code === '-' ? none : choices.name(group, code));
  return [
    search.clock !== undefined && { words: choices.name('clocks', search.clock), names: ['clock'] as const },
    search.verdict !== undefined && { words: say.code('verdict', search.verdict), names: ['verdict'] as const },
    search.promise_zone !== undefined && { words: made('zones', search.promise_zone, say('all_zones')), names: ['promise_zone'] as const },
    search.promise_class !== undefined && { words: made('customer_classes', search.promise_class, say('cases.no_class')), names: ['promise_class'] as const },
    (search.started_from ?? search.started_to) !== undefined && { words: say('cases.started', { span: span(search.started_from, search.started_to) }), names: ['started_from', 'started_to'] as const },
    (search.from ?? search.to) !== undefined && { words: say('cases.reported_within', { span: span(search.from, search.to) }), names: ['from', 'to'] as const },
    search.customer_id !== undefined && { words: say('cases.of_customer'), names: ['customer_id'] as const },
  ].filter((it) => it !== false);
}
