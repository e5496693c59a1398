import { describe, expect, test } from 'vitest';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { barOfGates, compileGates, gatesShape } from './gate.ts';

const say = (en: string) => ({ 'zh-CN': en, en });
const gates = compileGates(
  gatesShape.parse({
    call_back_first: {
      words: say('call back'), before: ['case.closed'], once: ['guidance.given'],
      needs: [{ fact: 'customer.called_back', since: ['guidance.given', 'case.reopened'], words: say('call') }],
    },
    photo_and_reading: {
      words: say('evidence'), before: ['visit.repaired'], where: { outcome: ['replaced', 'mended'] }, when: 'case.matter == "fault"',
      needs: [
        { fact: 'photo.taken', same: 'visit_id', words: say('photo') },
        { fact: 'meter.read', where: { ok: true }, same: 'visit_id', words: say('reading') },
      ],
    },
  }),
);

/** `kind field=value …; kind …`, in the order of recording. */
function facts(text: string): Fact[] {
  return text.split(';').map((part) => part.trim()).filter((part) => part !== '').map((part, index) => {
    const [kind, ...fields] = part.split(' ');
    const data = Object.fromEntries(fields.map((field) => field.split('=')).map(([name, given]) => [name!, given === 'true' ? true : given === 'false' ? false : given]));
    return { id: `f${index}`, kind: kind!, at: index as Instant, received_at: index as Instant, data };
  });
}

const rows: readonly [history: string, coming: string, expected: string][] = [
  // Nothing that a gate names is there, so nothing waits.
  ['', 'case.closed', 'passes'],
  ['guidance.given', 'case.cancelled', 'passes'],
  // Once guided by phone, called back first (FUP-03).
  ['guidance.given', 'case.closed', 'call_back_first: call'],
  ['guidance.given; customer.called_back', 'case.closed', 'passes'],
  ['customer.called_back; guidance.given', 'case.closed', 'call_back_first: call'],
  ['guidance.given; customer.called_back; case.reopened', 'case.closed', 'call_back_first: call'],
  ['guidance.given; customer.called_back; case.reopened; customer.called_back', 'case.closed', 'passes'],
  // Each need in its order, for the same visit.
  ['', 'visit.repaired visit_id=v outcome=replaced', 'photo_and_reading: photo'],
  ['photo.taken visit_id=w', 'visit.repaired visit_id=v outcome=replaced', 'photo_and_reading: photo'],
  ['photo.taken visit_id=v', 'visit.repaired visit_id=v outcome=replaced', 'photo_and_reading: reading'],
  ['photo.taken visit_id=v; meter.read visit_id=v ok=false', 'visit.repaired visit_id=v outcome=mended', 'photo_and_reading: reading'],
  ['photo.taken visit_id=v; meter.read visit_id=v ok=true', 'visit.repaired visit_id=v outcome=mended', 'passes'],
  // Another value, and another matter, do not wait here.
  ['', 'visit.repaired visit_id=v outcome=looked', 'passes'],
];

describe('what must come first', () => {
  test.each(rows)('%s | %s → %s', (history, coming, expected) => {
    const barred = barOfGates(gates, facts(history), facts(coming)[0]!, { matter: 'fault' });
    expect(barred === null ? 'passes' : `${barred.gate}: ${barred.need.words.en}`).toBe(expected);
  });

  test('a condition that does not hold, or cannot be known, lets pass', () => {
    const coming = facts('visit.repaired visit_id=v outcome=replaced')[0]!;
    expect(barOfGates(gates, [], coming, { matter: 'guidance' })).toBeNull();
    expect(barOfGates(gates, [], coming, {})).toBeNull();
  });
});
