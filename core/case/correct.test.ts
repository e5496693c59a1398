import { describe, expect, test } from 'vitest';
import { moment, Story, type Extra, type Line } from '../../test/world/story.ts';

// f1 report, f2 assignment, f3 arrival, f4 repair, f5 report text, f6 signature.
const arrived: Line[] = ['08:00 lin report', '08:05 chen assign wu', '08:40 wu arrive'];
const repaired: Line[] = [...arrived, '09:00 wu repair', '09:05 wu complete_report'];
const signed: Line[] = [...repaired, '09:06 wu sign_report'];

type Row = readonly [before: readonly Line[], fact_id: string, correction: Extra, verdict: string];
const data = (fields: object) => ({ replacement: { data: fields } });
const at = (written: string) => ({ replacement: { at: moment(written) } });

describe('correcting a fact', () => {
  test.each<Row>([
    [arrived, 'f3', at('08:35'), 'fact.corrected'],
    [arrived, 'f3', { withdrawn: true }, 'fact.corrected'],
    [arrived, 'f9', at('08:35'), 'unknown_fact'],
    [[], 'f1', at('08:35'), 'unknown_case'],
    [arrived, 'f3', { ...at('08:35'), revision: 1 }, 'stale_revision'],
    [arrived, 'f3', { ...at('08:35'), revision: 3 }, 'stale_revision'],
    [arrived, 'f3', {}, 'nothing_to_correct'],
    [arrived, 'f3', { replacement: {} }, 'nothing_to_correct'],
    [arrived, 'f3', { ...at('08:35'), withdrawn: true }, 'nothing_to_correct'],
    [arrived, 'f3', at('13:00'), 'at_in_future'],
    [arrived, 'f3', { replacement: { at: 'soon' } }, 'bad_replacement'],
    [arrived, 'f3', data({ place: { lat: 91, lon: 0 } }), 'bad_replacement'],
    [arrived, 'f3', data({ colour: 'red' }), 'bad_replacement'],
    [arrived, 'f3', data({ visit_id: 'v9' }), 'unknown_visit'],
    [arrived, 'f2', data({ engineer_id: 'zhao' }), 'fact.corrected'],
    [arrived, 'f2', data({ engineer_id: 'lin' }), 'unknown_engineer'],
    [arrived, 'f2', { withdrawn: true }, 'visit_already_on_site'],
    [arrived, 'f1', data({ zone: 'rural' }), 'fact.corrected'],
    [arrived, 'f1', data({ zone: 'moon' }), 'unknown_zone'],
    [arrived, 'f1', data({ caller_name: 'Ma' }), 'personal_not_corrected'],
    [arrived, 'f1', { withdrawn: true }, 'report_needed'],
    [repaired, 'f5', data({ digest: '0'.repeat(64) }), 'not_correctable'],
    [repaired, 'f5', { withdrawn: true }, 'fact.corrected'],
    [signed, 'f5', data({ digest: '0'.repeat(64) }), 'report_signed'],
    [signed, 'f5', { withdrawn: true }, 'report_signed'],
    [signed, 'f4', { withdrawn: true }, 'report_signed'],
    [[...arrived, '09:00 wu restore', '09:05 wu complete_report', '09:06 wu sign_report'], 'f4', { withdrawn: true }, 'report_signed'],
    [signed, 'f6', { withdrawn: true }, 'signature_is_final'],
    [signed, 'f6', at('09:07'), 'signature_is_final'],
    [[...arrived, ['09:00 he correct', { fact_id: 'f3', ...at('08:35') }]], 'f4', { withdrawn: true }, 'not_correctable'],
  ])('ENG-73: after %j, %s %j → %s', (before, fact_id, correction, verdict) => {
    expect(new Story(...before).verdict(['12:00 he correct', { fact_id, ...correction }])).toBe(verdict);
  });

  test('the zone is corrected as if it had always been so', () => {
    const story = new Story(...arrived, ['12:00 he correct', { fact_id: 'f1', ...data({ zone: 'rural' }) }]);
    expect(story.state).toMatchObject({ description: { zone: 'rural', matter: 'fault' } });
    expect(story.state.facts.get('f1')).toMatchObject({ revision: 2, recorded: { data: { zone: 'urban' } }, effective: { data: { zone: 'rural' } } });
  });

  test('a second revision keeps what the first one said, and null takes a field away', () => {
    const story = new Story(['08:00 lin report', { area: 'Hexi' }]);
    story.tell(['12:00 he correct', { fact_id: 'f1', replacement: { at: moment('07:50'), data: { zone: 'rural' } } }]);
    story.tell(['12:01 he correct', { fact_id: 'f1', revision: 3, ...data({ area: null }) }]);
    expect(story.state.description).toEqual({ zone: 'rural', matter: 'fault' });
    expect(story.state.reported_at).toBe(Date.parse(moment('07:50')));
  });

  test('a withdrawn arrival may be recorded again, and a closing by mistake is undone', () => {
    const story = new Story(...repaired, '10:00 lin close', ['12:00 he correct', { fact_id: 'f6', withdrawn: true }]);
    expect(story.state.phase).toBe('open');
    story.tell(['12:01 he correct', { fact_id: 'f3', withdrawn: true }]);
    expect(story.verdict('08:45>12:02 wu arrive')).toBe('visit.arrived');
    expect(story.verdict(['12:03 he correct', { fact_id: 'f3', revision: 3, withdrawn: true }])).toBe('nothing_to_correct');
  });
});

describe('accepting a disputed claim', () => {
  const contested: Line[] = ['08:00 lin report', '08:05 chen assign wu', '08:20 chen reassign zhao', '08:40 wu arrive'];
  const accepted: Line[] = [...contested, ['09:00 he accept_fact', { fact_id: 'f4' }]];
  test.each<readonly [readonly Line[], string, string]>([
    [contested, 'f4', 'fact.accepted'],
    [contested, 'f9', 'unknown_fact'],
    [contested, 'f1', 'not_disputed'],
    [accepted, 'f4', 'fact_already_accepted'],
    [[], 'f4', 'unknown_case'],
  ])('after %j, %s → %s', (before, fact_id, verdict) => {
    expect(new Story(...before).verdict(['09:10 he accept_fact', { fact_id }])).toBe(verdict);
  });

  test('an accepted claim moves the visit, and is no longer counted as disputed', () => {
    expect(new Story(...contested).state).toMatchObject({ disputed_count: 1, visits: [{ phase: 'assigned' }] });
    expect(new Story(...accepted).state).toMatchObject({ disputed_count: 0, visits: [{ phase: 'on_site' }] });
  });
});
