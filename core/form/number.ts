/** The number of a form as people read it, and the year it is counted in. */

import { wallOf } from '../calendar/wall.ts';
import type { Instant } from '../base/time.ts';
import type { Form } from './shape.ts';

/** 0 for a form that is counted on for ever. */
export function numberingYear(numbering: Form['numbering'], at: Instant, timeZone: string): number {
  return numbering.per === 'year' ? wallOf(at, timeZone).year : 0;
}

/** A serial with more digits than planned is shown whole rather than cut. */
export function numberOf(numbering: Form['numbering'], year: number, serial: number): string {
  const counted = String(serial).padStart(numbering.digits, '0');
  return numbering.per === 'year' ? `${numbering.prefix}-${year}-${counted}` : `${numbering.prefix}-${counted}`;
}
