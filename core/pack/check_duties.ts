/** Checks the duties of a pack: their rules can be run, their lengths mean something, and the roles and calendars they name exist. */

import type { FieldTypes } from '../base/condition.ts';
import { isAnchored, recurrenceFault } from '../calendar/recurrence.ts';
import { type DutyShape, ownKinds } from '../duty/duty.ts';
import { rolesKnown } from '../roster/roles.ts';
import type { Pack } from './pack.ts';
import type { Finding, Path } from './problem.ts';
import { checkCondition } from './seen.ts';

export function checkDuties(pack: Pack): Finding[] {
  const roles = rolesKnown(pack.roles ?? []);
  return Object.entries(pack.duties ?? {}).flatMap(([name, duty]) => {
    const at: Path = ['duties', name];
    return [
      ...checkRule(duty, at),
      ...checkWhen(pack, duty, at),
      ...checkEvidence(duty, at),
      ...checkCalendar(pack, duty, at),
      ...rolesIn(duty).flatMap(({ path, who }): Finding[] =>
        roles.includes(who) ? [] : [{ path: [...at, ...path], code: 'unknown_role', message: `there is no role ${who}; roles are ${roles.join(', ')}` }],
      ),
    ];
  });
}

/** What only a recurrence gives a meaning to. */
const ofRecurrences = ['times', 'first_within', 'within', 'while_operating', 'working_days'] as const;

function checkRule(duty: DutyShape, at: Path): Finding[] {
  const { every } = duty;
  const wrong = (field: string, message: string): Finding[] => [{ path: [...at, field], code: 'bad_recurrence', message }];
  if (every === undefined) {
    const idle = ofRecurrences.find((field) => duty[field] !== undefined);
    return idle === undefined ? [] : wrong(idle, `${idle} says something of a recurrence, and this duty has none: every is missing`);
  }
  const fault = recurrenceFault(every);
  if (fault !== null) return wrong('every', fault);
  // From dates of the calendar the first period would begin later than the subject, and two first ones would be owed.
  if (duty.first_within !== undefined && !isAnchored(every)) return wrong('first_within', 'the rule names dates of the calendar; without BY… it counts from the day the subject began');
  return [];
}

/** What is known of a subject by itself. */
const described = {
  person: { roles: 'list<string>', zones: 'list<string>', skills: 'list<string>' },
  unit: { model: 'string', serial: 'string', customer_id: 'string', purchased_on: 'string' },
  customer: { class: 'string', zone: 'string', area: 'string' },
} as const satisfies Partial<Record<DutyShape['subject'], FieldTypes>>;

function checkWhen(pack: Pack, { when, named_only: isNamed, subject }: DutyShape, at: Path): Finding[] {
  if (isNamed === true && subject === 'organisation') return [{ path: [...at, 'named_only'], code: 'never_opens', message: 'the organisation is there by itself and is never taken into care by name' }];
  if (when === undefined) return [];
  if (!ownKinds.includes(subject)) return [{ path: [...at, 'when'], code: 'bad_condition', message: `of a ${subject} only its name is known; name the duties when it is taken into care` }];
  return checkCondition(pack, when, { subject: described[subject as keyof typeof described] ?? {} }, [...at, 'when']);
}

function checkEvidence({ evidence = [] }: DutyShape, at: Path): Finding[] {
  return evidence.flatMap((each, index): Finding[] => {
    const path = [...at, 'evidence', index];
    if (evidence.findIndex((other) => other.field === each.field) < index) return [{ path: [...path, 'field'], code: 'duplicate_name', message: `${each.field} is asked for twice` }];
    if ((each.is === 'choice') !== (each.choices !== undefined)) return [{ path: [...path, 'choices'], code: 'bad_value', message: 'a choice has choices, and nothing else has' }];
    return [];
  });
}

function checkCalendar(pack: Pack, { working_days: name }: DutyShape, at: Path): Finding[] {
  if (name === undefined || pack.calendars[name] !== undefined) return [];
  return [{ path: [...at, 'working_days'], code: 'unknown_calendar', message: `there is no calendar ${name}` }];
}

function rolesIn(duty: DutyShape): { path: Path; who: string }[] {
  return [
    ...(duty.done_by ?? []).map((who, index) => ({ path: ['done_by', index], who })),
    ...(duty.warn ?? []).flatMap((stage, row) => stage.tell.map((who, index) => ({ path: ['warn', row, 'tell', index], who }))),
    ...(duty.missed?.tell ?? []).map((who, index) => ({ path: ['missed', 'tell', index], who })),
  ];
}
