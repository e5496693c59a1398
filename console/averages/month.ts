/** A month of the organisation as days: 2026-03 runs from 2026-03-01 to 2026-03-31. */

export type Month = { readonly first_day: string; readonly last_day: string };

export function monthOf(text: string): Month {
  const [year, month] = text.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { first_day: `${text}-01`, last_day: `${text}-${String(last).padStart(2, '0')}` };
}

export function monthsOn(text: string, by: number): string {
  const [year, month] = text.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
}

export function isMonth(text: string): boolean {
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(text);
}
