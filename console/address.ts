/** What the addresses of the console can say beyond their path. */

export const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const caseSearchNames = [
  'state', 'zone', 'late', 'engineer_id', 'q', 'clock', 'verdict', 'started_from', 'started_to', 'promise_zone', 'promise_class', 'from', 'to', 'customer_id',
] as const;

/** What the address of the case list can say; the list's filters are kept nowhere else, so a list can be sent to a colleague. */
export type CaseSearch = Partial<Record<(typeof caseSearchNames)[number], string>>;

/** Only what the list knows: an address may carry more, such as the language it was sent with. */
export function readCaseSearch(raw: Record<string, unknown>): CaseSearch {
  return Object.fromEntries(caseSearchNames.map((name) => [name, text(raw[name])]).filter(([, value]) => value !== undefined));
}
