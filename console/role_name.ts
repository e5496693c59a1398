/** What a role is called: one of the five, or the trade's own. */

import { useChoices } from './choices.ts';
import { useSay } from './words.ts';

export function useRoleName(): (code: string) => string {
  const say = useSay();
  const choices = useChoices();
  return (code) => (say.code('role', code) === code ? choices.name('roles', code) : say.code('role', code));
}
