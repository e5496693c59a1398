/** Commands on other streams: customers, units, people, declared events, packs. */

import { z } from 'zod';
import { eventFacts } from '../../core/case/facts.ts';
import { customerFacts } from '../../core/customer/facts.ts';
import { assetFacts } from '../../core/asset/facts.ts';
import { rosterFacts } from '../../core/roster/facts.ts';
import { id, line, moment } from '../../core/base/shapes.ts';

const customer = customerFacts['customer.registered'];
const customerBody = { ...customer.data.omit({ customer_id: true }).shape, ...customer.personal.shape };

export const registerCustomer = z.strictObject({ customer_id: id.optional(), ...customerBody }).meta({ id: 'RegisterCustomer' });
export const describeCustomer = z.strictObject({ expected_seq: z.int().min(0).optional(), ...customerBody }).meta({ id: 'DescribeCustomer' });
export const eraseCustomer = z.strictObject({ reason: line(500) }).meta({ id: 'EraseCustomer' });

export const registerUnit = z
  .strictObject({ ...assetFacts['unit.registered'].data.omit({ unit_id: true }).shape, unit_id: id.optional() })
  .meta({ id: 'RegisterUnit' });

const person = rosterFacts['person.added'];
export const addPerson = z
  .strictObject({
    ...person.data.omit({ person_id: true }).shape,
    ...person.personal.shape,
    person_id: id.optional(),
    email: z.email().max(200).optional().describe('Also the sign-in name'),
    password: z.string().min(10).max(200).optional().describe('With an e-mail: the person can sign in with it'),
  })
  .meta({ id: 'AddPerson' });

export const declareEvent = z
  .strictObject({ ...eventFacts['storm.declared'].data.omit({ event_id: true }).shape, event_id: id.optional(), at: moment.optional() })
  .meta({ id: 'DeclareEvent' });
export const endEvent = z.strictObject({ ends_at: moment, reason: line(500).optional() }).meta({ id: 'EndEvent' });
