/** What happened, in the order it happened: both times where they differ, disputes, corrections. */

import { Button } from 'antd';
import { useState } from 'react';
import { momentText } from '../../ui/moments.ts';
import type { CaseView, FactView } from '../../wire/view/views.ts';
import { RunInWords } from '../guides/run_in_words.tsx';
import { ApprovalSaid } from '../approvals/approval_said.tsx';
import { DisputedMark } from '../marks.tsx';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { CorrectDialog, AcceptDialog } from './correct_dialog.tsx';
import { useFieldText } from './field_text.ts';

/** A fact heard of this much later than it happened shows both times. */
const sameMomentMs = 1_000;

export function TimeLine({ view }: { view: CaseView }) {
  const say = useSay();
  const [correcting, setCorrecting] = useState<FactView | null>(null);
  const [accepting, setAccepting] = useState<FactView | null>(null);
  // Corrections are shown on the fact that they correct.
  const facts = view.facts.filter((it) => it.kind !== 'fact.corrected').toSorted((a, b) => atOf(a) - atOf(b) || a.seq - b.seq);
  return (
    <section className="card" aria-labelledby="time-line">
      <h2 id="time-line">{say('case.time_line')}</h2>
      <ol className="time-line">
        {facts.map((fact) => (
          <li key={fact.id}>
            <div className="fact"><FactLine fact={fact} /></div>
            <div className="fact-buttons">
              {view.allowed.includes('correct') && fact.kind !== 'report.signed' && fact.kind !== 'guide.concluded' && !fact.kind.startsWith('approval.') && fact.kind !== 'fact.accepted' && <Button size="small" type="text" onClick={() => setCorrecting(fact)}>{say('action.correct')}</Button>}
              {view.allowed.includes('accept_fact') && fact.disputed.length > 0 && !fact.accepted && <Button size="small" onClick={() => setAccepting(fact)}>{say('action.accept_fact')}</Button>}
            </div>
          </li>
        ))}
      </ol>
      {correcting && <CorrectDialog fact={correcting} row={view.row} close={() => setCorrecting(null)} />}
      {accepting && <AcceptDialog fact={accepting} row={view.row} close={() => setAccepting(null)} />}
    </section>
  );
}

function atOf(fact: FactView): number {
  return Date.parse(fact.corrected?.at ?? fact.at);
}

function FactLine({ fact }: { fact: FactView }) {
  const say = useSay();
  const me = useMe();
  const at = fact.corrected?.at ?? fact.at;
  const heardLater = Math.abs(Date.parse(fact.received_at) - Date.parse(at)) > sameMomentMs;
  const withdrawn = fact.corrected?.withdrawn === true;
  return (
    <>
      <p className="fact-title">
        <time dateTime={at}>{momentText(at, me.time_zone, 'second')}</time>
        <strong className={withdrawn ? 'struck' : undefined}>{say.code('fact', fact.kind)}</strong>
        <span className="quiet">{fact.by_name ?? (fact.by === 'system' ? say('by_system') : fact.by)}</span>
      </p>
      {heardLater && <p className="quiet">{say('heard_at', { time: momentText(fact.received_at, me.time_zone, 'second') })}{fact.imported && ` · ${say('imported')}`}</p>}
      {fact.disputed.length > 0 && <p><DisputedMark reasons={fact.disputed} />{fact.accepted && <span className="quiet"> {say('accepted_anyway')}</span>}</p>}
      {fact.kind.startsWith('approval.') ? <ApprovalSaid fact={fact} /> : fact.kind === 'guide.concluded' ? <RunInWords runId={String(fact.data['run_id'])} /> : <Said kind={fact.kind} said={{ ...fact.data, ...fact.corrected?.data, ...fact.personal }} />}
      {fact.corrected && <Correction fact={fact} />}
    </>
  );
}

function Said({ kind, said }: { kind: string; said: Record<string, unknown> }) {
  const text = useFieldText();
  const shown = Object.entries(said).map(([name, value]) => [name, text.name(name, kind), text.value(name, value, kind)] as const).filter(([, , value]) => value !== null);
  if (shown.length === 0) return null;
  return (
    <dl className="said">
      {shown.map(([name, words, value]) => <div key={name}><dt>{words}</dt><dd className="as-written">{value}</dd></div>)}
    </dl>
  );
}

function Correction({ fact }: { fact: FactView }) {
  const say = useSay();
  const me = useMe();
  const text = useFieldText();
  const { corrected } = fact;
  if (!corrected) return null;
  const before = [
    corrected.at !== undefined && corrected.at !== fact.at ? momentText(fact.at, me.time_zone, 'second') : null,
    ...Object.keys(corrected.data ?? {}).filter((name) => corrected.data?.[name] !== fact.data[name]).map((name) => `${text.name(name, fact.kind)}: ${text.value(name, fact.data[name], fact.kind) ?? '—'}`),
  ].filter((it) => it !== null);
  return (
    <p className="correction">
      {corrected.withdrawn ? say('corrected.withdrawn', { reason: corrected.reason ?? '' }) : say('corrected.replaced', { before: before.join(say('list_comma')), reason: corrected.reason ?? '' })}
    </p>
  );
}
