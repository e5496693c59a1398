/** What was filled in as evidence: what was left empty is not sent. */

export type Evidence = Record<string, string | number | boolean>;

export function evidenceOf(filled: Readonly<Record<string, unknown>> | undefined): Evidence | null {
  const given = Object.entries(filled ?? {}).filter((entry): entry is [string, string | number | boolean] => {
    const value = entry[1];
    return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' || typeof value === 'boolean';
  });
  return given.length === 0 ? null : Object.fromEntries(given);
}
