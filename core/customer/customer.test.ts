import { describe, expect, test } from 'vitest';
import { clock, contextOf, verdictOf } from '../../test/world/story.ts';
import type { Fact } from '../base/fact.ts';
import { customerOf, describeCustomer, eraseCustomer, registerCustomer, type CustomerState } from './customer.ts';

const context = contextOf('lin', clock('08:00'), { subject_id: 'ma' });
const fact = (kind: string, data: object): Fact => ({ id: kind, kind, at: clock('07:00'), received_at: clock('07:00'), data: { customer_id: 'ma', ...data } });
const registered = [fact('customer.registered', { class: 'residential', zone: 'urban' })];
const erased = [...registered, fact('customer.erased', { reason: 'asked' })];

const register = (state: CustomerState, said: object) => registerCustomer(state, said, context);
const describeAnew = (state: CustomerState, said: object) => describeCustomer(state, said, context);
const erase = (state: CustomerState) => eraseCustomer(state, { reason: 'asked' }, context);

describe('a customer', () => {
  test.each<readonly [string, readonly Fact[], typeof register, object, string]>([
    ['register', [], register, { name: 'Ma', zone: 'urban' }, 'customer.registered'],
    ['register', registered, register, { name: 'Ma' }, 'customer_exists'],
    ['register', [], register, { zone: 'moon' }, 'unknown_zone'],
    ['register', [], register, { class: 'royal' }, 'unknown_class'],
    ['describe', registered, describeAnew, { zone: 'rural' }, 'customer.described'],
    ['describe', registered, describeAnew, { phones: ['138'] }, 'customer.described'],
    ['describe', registered, describeAnew, {}, 'nothing_new'],
    ['describe', registered, describeAnew, { zone: 'moon' }, 'unknown_zone'],
    ['describe', [], describeAnew, { zone: 'rural' }, 'unknown_customer'],
    ['describe', erased, describeAnew, { name: 'Ma' }, 'customer_erased'],
    ['erase', registered, erase, {}, 'customer.erased'],
    ['erase', erased, erase, {}, 'customer_erased'],
    ['erase', [], erase, {}, 'unknown_customer'],
  ])('%s after %j: %o %j → %s', (_name, before, decide, said, verdict) => {
    expect(verdictOf(decide(customerOf(before), said))).toBe(verdict);
  });

  test('INT-03: name and phones are sealed under the customer’s own key, class and zone are not', () => {
    expect(register(customerOf([]), { name: 'Ma', phones: ['138'], zone: 'urban' })).toMatchObject({
      facts: [{ data: { customer_id: 'ma', zone: 'urban' }, personal: { person: 'ma', fields: { name: 'Ma', phones: ['138'] } } }],
    });
  });

  test('only what is described is new', () => {
    const described = fact('customer.described', { zone: 'rural' });
    expect(customerOf([...registered, described])).toMatchObject({ exists: true, erased: false, class: 'residential', zone: 'rural' });
  });
});
