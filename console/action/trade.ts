/** Which actions mean something in the trade of the organisation: a grid crew knocks at no door that anybody counts. */

import type { CaseCommandName } from '../../wire/command/case_commands.ts';

/** Actions that only some trades take: offered where the pack promises something about them. */
const onlyWithClock: Partial<Record<CaseCommandName, readonly string[]>> = {
  knock: ['knock_repeat', 'door_wait'],
  open_door: ['knock_repeat', 'door_wait'],
  phone_at_door: ['knock_repeat', 'door_wait'],
  restore: ['restoration'],
  see_overrun: ['overrun_told'],
};

/** Leaves out the actions that mean nothing in this trade. */
export function actionsOfTrade(allowed: readonly string[], clocks: readonly string[]): string[] {
  return allowed.filter((it) => onlyWithClock[it as CaseCommandName]?.some((clock) => clocks.includes(clock)) ?? true);
}
