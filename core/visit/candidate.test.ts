import { describe, expect, test } from 'vitest';
import { inOrder, kilometresBetween, skillFor, type Candidate } from './candidate.ts';

const plain: Candidate = { person_id: 'm', name: 'M', own_zone: false, open_visits: 2, skill: 'none_said', distance_km: 5, declined: false };

describe('who comes before whom (DSP-23)', () => {
  test.each<readonly [string, Partial<Candidate>, Partial<Candidate>]>([
    ['whoever did not decline', { open_visits: 9, skill: 'other' }, { declined: true, skill: 'fits' }],
    ['whoever has the skill', { skill: 'fits', open_visits: 9 }, { own_zone: true }],
    ['no skill said before another skill', { open_visits: 9 }, { skill: 'other' }],
    ['the own zone', { own_zone: true, open_visits: 9 }, { distance_km: 0 }],
    ['the least to do', { open_visits: 1, distance_km: 50 }, { distance_km: 0 }],
    ['the nearest', { distance_km: 4.9 }, {}],
    ['a known distance before none', {}, { distance_km: null }],
    ['by name', { distance_km: null }, { distance_km: null, name: 'N' }],
  ])('%s', (_, first, second) => {
    const [one, other] = [{ ...plain, ...first }, { ...plain, person_id: 'z', ...second }];
    expect([inOrder([one, other])[0], inOrder([other, one])[0]]).toEqual([one, one]);
  });
});

test.each([
  [['fault'], ['meter', 'fault'], 'fits'], [['meter'], ['meter', 'fault'], 'fits'], [['cable'], ['meter', 'fault'], 'other'], [[], ['meter'], 'none_said'], [['cable'], [null, undefined], 'other'],
] as const)('skills %j for %j → %s', (skills, wanted, verdict) => {
  expect(skillFor(skills, wanted)).toBe(verdict);
});

test.each([
  ['the same place', { lat: 29.5, lon: 108.1 }, { lat: 29.5, lon: 108.1 }, 0],
  ['a degree of latitude', { lat: 0, lon: 0 }, { lat: 1, lon: 0 }, 111.2],
  ['a degree of longitude in the north', { lat: 60, lon: 10 }, { lat: 60, lon: 11 }, 55.6],
  ['over the date line', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111.2],
  ['the other side', { lat: 0, lon: 0 }, { lat: 0, lon: 180 }, 20_015.1],
] as const)('%s', (_, a, b, km) => {
  expect(kilometresBetween(a, b)).toBe(km);
});
