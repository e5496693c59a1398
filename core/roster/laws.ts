/** What no pack may bend about rights: whom an operation can be given to at all, and what cannot be taken away. */

import type { Role } from './facts.ts';
import { operationsWithRights } from './rights.ts';
import type { PackRole } from './roles.ts';

/** Operations that a pack may give to these roles only. */
const onlyFor: Readonly<Record<string, readonly Role[]>> = {
  // What decides a verdict is not altered by those it is passed on (ROL-23).
  'case.correct': ['manager'],
  'case.accept_fact': ['manager'],
  'duty.correct': ['manager'],
  'period.close': ['manager'],
  // Destroying personal data cannot be undone.
  'customer.erase': ['manager', 'administrator'],
  // Whoever does the work does not decide who counts as one of us.
  'person.add': ['administrator'],
  'person.describe': ['administrator'],
  'person.leave': ['administrator'],
  'key.make': ['administrator'],
  'key.list': ['administrator'],
  'key.revoke': ['administrator'],
  'pack.activate': ['administrator'],
  'pack.take_over': ['administrator'],
  // A subscription shows its secret, and sends what happens here to another house.
  'webhook.subscribe': ['administrator'],
  'webhook.list': ['administrator'],
};

/** Without these nobody could sign in, or let anybody in again. */
const neverDenied: Readonly<Partial<Record<Role, readonly string[]>>> = {
  administrator: ['person.add', 'person.describe', 'person.leave', 'person.list'],
};

export type RoleFault = { readonly at: 'allow' | 'deny' | 'based_on'; readonly index: number | null; readonly code: RoleFaultCode; readonly message: string };

type RoleFaultCode = 'bad_role' | 'unknown_operation' | 'forbidden_by_law';

/** What is wrong with one role of a pack; empty when it can be used. */
export function roleFaults(role: PackRole, fiveRoles: readonly string[]): RoleFault[] {
  const faults: RoleFault[] = [];
  if (fiveRoles.includes(role.code) && role.based_on !== role.code) {
    faults.push({ at: 'based_on', index: null, code: 'bad_role', message: `${role.code} is one of the five roles and can only be based on itself` });
  }
  for (const at of ['allow', 'deny'] as const) {
    for (const [index, operation] of role[at].entries()) {
      const fault = at === 'allow' ? faultOfAllowing(role, operation) : faultOfDenying(role, operation);
      if (fault !== null) faults.push({ at, index, ...fault });
    }
  }
  return faults;
}

type Fault = { readonly code: RoleFaultCode; readonly message: string };

function faultOfAllowing(role: PackRole, operation: string): Fault | null {
  // Facts are corrected by further facts. There is no operation that changes one, and none can be named.
  if (/^(fact|journal)\./.test(operation)) return { code: 'forbidden_by_law', message: `no role may ${operation}: what is recorded is never changed` };
  if (!operationsWithRights.includes(operation)) return unknown(operation);
  const lawful = Object.hasOwn(onlyFor, operation) ? onlyFor[operation]! : null;
  if (lawful === null || lawful.includes(role.based_on)) return null;
  return { code: 'forbidden_by_law', message: `${operation} can only be given to a role based on ${lawful.join(' or ')}` };
}

function faultOfDenying(role: PackRole, operation: string): Fault | null {
  if (!operationsWithRights.includes(operation)) return unknown(operation);
  const kept = ['session.me', ...(role.code === role.based_on ? (neverDenied[role.based_on] ?? []) : [])];
  return kept.includes(operation) ? { code: 'forbidden_by_law', message: `${operation} cannot be taken from ${role.code}` } : null;
}

function unknown(operation: string): Fault {
  return { code: 'unknown_operation', message: `there is no operation ${operation}` };
}
