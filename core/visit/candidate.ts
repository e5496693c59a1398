/** Who could go: how far away, how busy, able to, asked before; and the order in which a dispatcher would look at them. */

import type { Place } from '../base/shapes.ts';

/** By the codes of category and matter that somebody's skills name; whoever names none is said to have said nothing. */
export type Skill = 'fits' | 'other' | 'none_said';

export type Candidate = {
  readonly person_id: string;
  readonly name: string | null;
  readonly own_zone: boolean;
  readonly open_visits: number;
  readonly skill: Skill;
  /** In a straight line; null when one of the two places is not known. */
  readonly distance_km: number | null;
  /** They said no to this very case. */
  readonly declined: boolean;
};

export function skillFor(skills: readonly string[], wanted: readonly (string | null | undefined)[]): Skill {
  if (skills.length === 0) return 'none_said';
  return wanted.some((code) => typeof code === 'string' && skills.includes(code)) ? 'fits' : 'other';
}

const earthKm = 6_371;

/** Great-circle, to a tenth of a kilometre: roads are longer, so nothing finer would be true. */
export function kilometresBetween(a: Pick<Place, 'lat' | 'lon'>, b: Pick<Place, 'lat' | 'lon'>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (difference: number) => Math.sin(radians(difference) / 2) ** 2;
  const chord = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lon - a.lon);
  return Math.round(2 * earthKm * Math.asin(Math.min(1, Math.sqrt(chord))) * 10) / 10;
}

const bySkill: Readonly<Record<Skill, number>> = { fits: 0, none_said: 1, other: 2 };

/** Whoever declined comes last; then skill, own zone, the least to do, the nearest. */
export function inOrder<C extends Candidate>(candidates: readonly C[]): C[] {
  return candidates.toSorted((a, b) =>
    Number(a.declined) - Number(b.declined) || bySkill[a.skill] - bySkill[b.skill] || Number(b.own_zone) - Number(a.own_zone) || a.open_visits - b.open_visits
      || (a.distance_km ?? Infinity) - (b.distance_km ?? Infinity) || (a.name ?? '').localeCompare(b.name ?? '') || (a.person_id < b.person_id ? -1 : 1));
}
