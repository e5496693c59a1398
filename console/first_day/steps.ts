/** The first day of an organisation as steps, each of which is seen to be done from what is there, never ticked off by hand. */

export const stepNames = ['pack', 'people', 'hands', 'report', 'assign', 'finish'] as const;
export type StepName = (typeof stepNames)[number];

/** Without these three nobody takes a report, sends somebody, or goes. */
export const rolesNeeded = ['agent', 'dispatcher', 'engineer'] as const;

export type Seen = {
  /** The page of the organisation was looked at. */
  readonly looked: boolean;
  /** What those who are with us count as. */
  readonly roles: readonly string[];
  /** Whether this person may take a report and send somebody; an administrator alone may not (ROL-22). */
  readonly may_serve: boolean;
  /** What can be seen of the cases; null for whoever may not see them. */
  readonly cases: readonly { readonly engineer_id: string | null; readonly finished_at: string | null }[] | null;
};

export type Step = { readonly name: StepName; readonly done: boolean };

export function stepsOf(seen: Seen): Step[] {
  const cases = seen.cases ?? [];
  const finished = cases.some((it) => it.finished_at !== null);
  const done: Record<StepName, boolean> = {
    pack: seen.looked,
    people: rolesMissing(seen.roles).length === 0,
    hands: seen.may_serve,
    report: cases.length > 0,
    assign: cases.some((it) => it.engineer_id !== null),
    finish: finished,
  };
  return stepNames.map((name) => ({ name, done: done[name] }));
}

export function rolesMissing(roles: readonly string[]): string[] {
  return rolesNeeded.filter((it) => !roles.includes(it));
}

export function nextStep(steps: readonly Step[]): StepName | null {
  return steps.find((it) => !it.done)?.name ?? null;
}
