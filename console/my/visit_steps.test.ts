import { expect, test } from 'vitest';
import { stepsOf } from './visit_steps.ts';

const onSite = ['contact_customer', 'no_access', 'restore', 'repair', 'complete_report', 'leave'];

test.each([
  ['assigned', ['accept', 'decline', 'contact_customer'], false, ['accept', 'decline'], ['contact_customer']],
  ['accepted', ['depart', 'agree_time'], false, ['depart'], ['agree_time']],
  ['on_site', onSite, false, ['restore', 'repair'], ['contact_customer', 'no_access', 'complete_report', 'leave']],
  ['on_site', onSite, true, ['complete_report', 'repair'], ['contact_customer', 'no_access', 'leave']],
  ['reported', ['sign_report', 'complete_report', 'leave'], true, ['sign_report'], ['complete_report', 'leave']],
  // The office's commands are not steps of a visit.
  ['departed', ['arrive', 'classify', 'close'], false, ['arrive'], []],
  ['left', [], true, [], []],
])('%s with %j, restored %s → %j, others %j', (phase, allowed, restored, next, others) => {
  expect(stepsOf(phase, allowed, restored)).toEqual({ next, others });
});
