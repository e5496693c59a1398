import { describe, expect, test } from 'vitest';
import { servedHouse } from '../http/site.fixture.ts';
import type { CandidateView } from '../../wire/view/case_around.ts';

const { call } = await servedHouse();
const report = async (body: object = {}) => (await call('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', ...body } })).json().ids.case_id as string;
const candidates = async (case_id: string): Promise<{ place_known: boolean; items: CandidateView[] }> => (await call('case.engineers', { as: 'ding', params: { case_id } })).json();
const of = async (case_id: string, person: string) => (await candidates(case_id)).items.find((each) => each.person_id === person)!;

describe('who could be sent', () => {
  test('without a place nobody is near or far, and nobody has said what they can', async () => {
    const found = await candidates(await report());
    expect(found.place_known).toBe(false);
    expect(found.items.map(({ person_id, skill, distance_km, distance_from, declined }) => [person_id, skill, distance_km, distance_from, declined]).toSorted()).toEqual([
      ['qian', 'none_said', null, null, null], ['wu', 'none_said', null, null, null],
    ]);
  });

  test('far from where they set out, until they arrived somewhere; skill and load come before distance', async () => {
    await call('person.add', { as: 'guan', body: { person_id: 'sun', name: '孙师傅', roles: ['engineer'], zones: ['urban'], skills: ['new_connection'], base: { lat: 30, lon: 120 } } });
    const near = { place: { lat: 30.1, lon: 120 } };
    const here = await report(near);
    expect(await of(here, 'sun')).toMatchObject({ own_zone: true, skill: 'other', distance_km: 11.1, distance_from: 'base', open_visits: 0 });
    expect(await of(await report({ ...near, matter: 'new_connection' }), 'sun')).toMatchObject({ skill: 'fits' });
    const there = await report({ place: { lat: 30.09, lon: 120 } });
    await call('case.assign', { as: 'ding', params: { case_id: there }, body: { visit_id: 'v1', engineer_id: 'sun' } });
    await call('case.arrive', { as: 'ding', params: { case_id: there }, body: { visit_id: 'v1' } });
    expect(await of(here, 'sun')).toMatchObject({ distance_km: 1.1, distance_from: 'last_place', open_visits: 1 });
    await call('case.restore', { as: 'ding', params: { case_id: there }, body: { visit_id: 'v1' } });
    await call('case.leave', { as: 'ding', params: { case_id: there }, body: { visit_id: 'v1' } });
    expect(await of(here, 'sun')).toMatchObject({ open_visits: 0 });
  });

  test('whoever declined the case comes last, with what they said; whoever left is not there', async () => {
    const case_id = await report();
    await call('case.assign', { as: 'ding', params: { case_id }, body: { visit_id: 'd1', engineer_id: 'qian' } });
    await call('case.decline', { as: 'qian', params: { case_id }, body: { visit_id: 'd1', reason: '车坏了' } });
    await call('case.reassign', { as: 'ding', params: { case_id }, body: { visit_id: 'd1', engineer_id: 'wu', reason: '另派' } });
    const { items } = await candidates(case_id);
    expect(items.at(-1)).toMatchObject({ person_id: 'qian', declined: { reason: '车坏了' } });
    expect(items.filter((each) => each.declined !== null)).toHaveLength(1);
    await call('person.leave', { as: 'guan', params: { person_id: 'sun' }, body: {} });
    expect((await candidates(case_id)).items.map((each) => each.person_id)).not.toContain('sun');
  });

  test('is for those who dispatch', async () => {
    const params = { case_id: await report() };
    for (const as of ['an', 'wu', 'guan'] as const) expect((await call('case.engineers', { as, params })).json().code).toBe('not_allowed');
  });
});
