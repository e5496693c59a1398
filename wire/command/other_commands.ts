/** Commands on other streams: customers, units, people, declared events; and API keys. */

import { z } from 'zod';
import { eventFacts } from '../../core/case/facts.ts';
import { customerFacts } from '../../core/customer/facts.ts';
import { assetFacts } from '../../core/asset/facts.ts';
import { rosterFacts } from '../../core/roster/facts.ts';
import { code, id, line, moment } from '../../core/base/shapes.ts';

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

const described = rosterFacts['person.described'];
/** Only what is given is new. A new password is chosen by the person, through a link. */
export const describePerson = z
  .strictObject({
    ...described.data.omit({ person_id: true }).shape,
    ...described.personal.shape,
    expected_seq: z.int().min(0).optional(),
    at: moment.optional(),
  })
  .meta({ id: 'DescribePerson' });
export const personLeaves = z.strictObject({ at: moment.optional() }).meta({ id: 'PersonLeaves' });

export const makeKey = z
  .strictObject({
    name: line(100).describe('What uses the key, such as the telephone system'),
    roles: z.array(code).min(1).max(5).optional().describe('Roles of a machine; left out, the key acts as you'),
    scopes: z.array(z.string().max(60)).min(1).max(100).describe('Operations such as case.report, or tags such as cases; nothing else is opened, whatever the roles'),
    expires_in_days: z.int().min(1).max(730).default(365),
  })
  .meta({ id: 'MakeKey' });

export const declareEvent = z
  .strictObject({ ...eventFacts['storm.declared'].data.omit({ event_id: true }).shape, event_id: id.optional(), at: moment.optional() })
  .meta({ id: 'DeclareEvent' });
export const endEvent = z.strictObject({ ends_at: moment, reason: line(500).optional() }).meta({ id: 'EndEvent' });
