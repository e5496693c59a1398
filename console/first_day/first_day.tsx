/** The guide of the first day, above every screen of an administrator whose organisation is still empty: from nothing to a first finished case. */

import { CheckCircleFilled, RightCircleOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay, type Say } from '../words.ts';
import { keepMark, useMark } from './kept.ts';
import { nextStep, rolesMissing, stepsOf, type Step, type StepName } from './steps.ts';

/** In the frame: nothing for anybody but an administrator, in a demo world, or once put away. */
export function FirstDay() {
  const me = useMe();
  const isAway = useMark(me.org_id, 'put_away');
  return me.roles.includes('administrator') && !me.demo && !isAway ? <Guide /> : null;
}

function Guide() {
  const say = useSay();
  const me = useMe();
  const may = useMay();
  const looked = useMark(me.org_id, 'looked');
  const people = useAsk('person.list', { query: { limit: 200 } });
  const mayServe = may('case.report') && may('case.assign');
  // Enough to know: an organisation with a hundred cases needs no guide.
  const cases = useAsk('case.list', { query: { state: 'all', sort: 'number', limit: 100 } }, { enabled: may('case.list') });
  const [wasOpen, setWasOpen] = useState(false);
  if (!people.data || (may('case.list') && !cases.data)) return null;
  const roles = people.data.items.filter((it) => it.active).flatMap((it) => it.roles);
  const items = cases.data?.items ?? null;
  const steps = stepsOf({ looked, roles, may_serve: mayServe, cases: items });
  const next = nextStep(steps);
  // Whoever finished a case without the guide needs none; whoever was led is told that this was it.
  const isLong = items?.some((it) => it.finished_at !== null) ?? false;
  if (isLong && !wasOpen) return null;
  if (!isLong && !wasOpen) setWasOpen(true);
  const count = steps.filter((it) => it.done).length;
  return (
    <aside className="first-day" aria-labelledby="first-day">
      <div className="title-line">
        <h2 id="first-day">{say('first_day.title')}</h2>
        <span className="quiet">{say('first_day.count', { done: count, all: steps.length })}</span>
        <button type="button" className="text-button put-away" onClick={() => keepMark(me.org_id, 'put_away')}>{say('first_day.put_away')}</button>
      </div>
      <div role="status">{next === null || isLong ? <p>{say('first_day.finished')}</p> : null}</div>
      <ol className="first-steps">
        {steps.map((step) => <Line key={step.name} step={step} isNext={step.name === next && !isLong} missing={rolesMissing(roles)} case_id={cases.data?.items[0]?.case_id} />)}
      </ol>
    </aside>
  );
}

type LineProps = { step: Step; isNext: boolean; missing: readonly string[]; case_id: string | undefined };

function Line({ step, isNext, missing, case_id }: LineProps) {
  const say = useSay();
  return (
    <li className={isNext ? 'first-step-next' : undefined} aria-current={isNext ? 'step' : undefined}>
      <span className="first-step-name">
        {step.done ? <CheckCircleFilled className="good" aria-hidden /> : <RightCircleOutlined aria-hidden />} {say(nameWords[step.name])}
        {step.done && <span className="only-heard">{say('first_day.done')}</span>}
      </span>
      {isNext && <div className="first-step-how"><p>{howWords(say, step.name, missing)}</p><Way name={step.name} case_id={case_id} /></div>}
    </li>
  );
}

const nameWords = {
  pack: 'first_day.pack', people: 'first_day.people', hands: 'first_day.hands', report: 'first_day.report', assign: 'first_day.assign', finish: 'first_day.finish',
} as const;

function howWords(say: Say, name: StepName, missing: readonly string[]): string {
  switch (name) {
    case 'pack': return say('first_day.pack_how');
    case 'people': return say('first_day.people_how', { roles: missing.map((it) => say.code('role', it)).join(say('list_comma')) });
    case 'hands': return say('first_day.hands_how');
    case 'report': return say('first_day.report_how');
    case 'assign': return say('first_day.assign_how');
    case 'finish': return say('first_day.finish_how');
  }
}

function Way({ name, case_id }: { name: StepName; case_id: string | undefined }) {
  const say = useSay();
  switch (name) {
    case 'pack': return <Link to="/settings">{say('first_day.to_pack')}</Link>;
    case 'people': return <Link to="/people">{say('first_day.to_people')}</Link>;
    case 'hands': return <TakeRole />;
    case 'report': return <Link to="/desk">{say('first_day.to_desk')}</Link>;
    case 'assign': return <Link to="/dispatch">{say('first_day.to_dispatch')}</Link>;
    case 'finish': return case_id === undefined ? null : <Link to="/cases/$case_id" params={{ case_id }}>{say('receipt.open')}</Link>;
  }
}

/** Registering and dispatching are other hands than running the system; on the first day one person is often all of them. */
function TakeRole() {
  const say = useSay();
  const me = useMe();
  const describe = useSend('person.describe');
  const take = () => void describe.send({ params: { person_id: me.person_id }, body: { roles: [...me.held, 'manager'] } });
  return (
    <>
      <Button type="primary" loading={describe.busy} onClick={take}>{say('first_day.take_role')}</Button>
      {describe.problem && <ProblemNotice problem={describe.problem} again={describe.again ? () => void describe.again?.() : undefined} />}
    </>
  );
}
