/** Of what stands in a form, only what is new: two people who change different things at once then undo nothing of each other's. */

export type Typed = { name: string; email: string; phone: string; roles: string[]; zones: string[]; skills: string[] };

/** An address or a number that was emptied is left as it was: whoever signs in with the one or is reached by the other would be lost. */
export function changesOf(before: Typed, after: Partial<Typed>): Partial<Typed> {
  const isNew = (name: keyof Typed) => after[name] !== undefined && after[name].length + before[name].length > 0 && JSON.stringify(after[name]) !== JSON.stringify(before[name]);
  const fresh = (['name', 'email', 'phone', 'roles', 'zones', 'skills'] as const).filter((name) => isNew(name) && !((name === 'email' || name === 'phone') && after[name] === ''));
  return Object.fromEntries(fresh.map((name) => [name, after[name]]));
}
