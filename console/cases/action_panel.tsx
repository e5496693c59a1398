/** The actions that may be taken on a case now, by their place, each opening its form. */

import { Button, Select } from 'antd';
import { useState } from 'react';
import type { CaseView, VisitView } from '../../wire/view/views.ts';
import { ActionDialog } from '../action/action_form.tsx';
import { caseActions, milestoneActions, type CaseAction } from '../action/case_actions.ts';
import { actionsOfTrade } from '../action/trade.ts';
import { useOffered } from '../keys/offered.ts';
import { useChoices } from '../choices.ts';
import { useMe } from '../session.tsx';
import { tradeActions } from '../trade_words.ts';
import { useSay } from '../words.ts';

const order = ['dispatch', 'desk', 'end', 'site'] as const;

/** The visit a command is about when the screen doesn't say: the last that still goes on, else the last. */
export function currentVisit(visits: readonly VisitView[]): VisitView | undefined {
  return visits.findLast((it) => !['withdrawn', 'declined', 'left'].includes(it.phase)) ?? visits.at(-1);
}

export function ActionPanel({ view }: { view: CaseView }) {
  const say = useSay();
  const me = useMe();
  const [chosen, choose] = useState<CaseAction | null>(null);
  const visit = currentVisit(view.visits);
  const clocks = useChoices().of('clocks').map((it) => it.value);
  const allowed = actionsOfTrade(view.allowed, clocks);
  const offered = caseActions.filter((it) => allowed.includes(it.command) && (!it.of_visit || visit !== undefined));
  const milestones = view.allowed.includes('record_milestone') ? [...tradeActions(me.milestones), ...milestoneActions] : [];
  useOffered([...offered, ...milestones].map((it) => ({ label: `${say(it.words)} · ${view.row.number}`, run: () => choose(it) })));
  if (offered.length === 0 && milestones.length === 0) return null;
  return (
    <section className="card" aria-labelledby="actions">
      <h2 id="actions">{say('case.actions')}</h2>
      {order.map((place) => {
        const here = offered.filter((it) => it.place === place);
        if (here.length === 0) return null;
        return (
          <div key={place} role="group" aria-label={say(`action_place.${place}`)} className="action-group">
            <span className="quiet" aria-hidden="true">{say(`action_place.${place}`)}</span>
            <div className="buttons">
              {here.map((it) => (
                <Button key={it.command} danger={it.danger ?? false} type={it.command === 'assign' && view.row.engineer_id === null ? 'primary' : 'default'} onClick={() => choose(it)}>{say(it.words)}</Button>
              ))}
            </div>
          </div>
        );
      })}
      {milestones.length > 0 && (
        <Select
          aria-label={say('action.record_milestone')}
          placeholder={say('action.record_milestone')}
          value={null}
          className="wide"
          options={milestones.map((it) => ({ value: it.milestone, label: say(it.words) }))}
          onChange={(kind) => choose(milestones.find((it) => it.milestone === kind) ?? null)}
        />
      )}
      {chosen && <ActionDialog action={chosen} row={view.row} visit_id={visit?.visit_id} close={() => choose(null)} />}
    </section>
  );
}
