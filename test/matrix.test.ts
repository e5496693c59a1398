import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, test } from 'vitest';
import { operations, type OperationName } from '../wire/contract.ts';
import { isAllowed, onlyPeople, matrix, ownerships, type Ownership } from './matrix.ts';
import { openMatrixWorld, type Knocker } from './matrix_world.ts';

const { knockers, thingOf, markOf, ask } = await openMatrixWorld();
const names = Object.keys(operations) as OperationName[];
const declared = (name: OperationName, knocker: Knocker, ownership: Ownership) =>
  // No key makes keys, whatever its roles.
  !(knocker.isMachine && onlyPeople(name)) && isAllowed(matrix[name], knocker.role, knocker.isOfParty, ownership);

/** A no for want of a right, or because there is no such thing here: to whoever asks, another organisation's is not there. */
const closed = ['not_allowed', 'unknown_case', 'unknown_customer', 'unknown_person', 'unknown_form', 'unknown_run', 'unknown_request'];

function verdictOf(name: OperationName, answer: LightMyRequestResponse): string {
  if (answer.statusCode >= 500) return `fails: ${answer.body}`;
  if (answer.statusCode < 300 && name !== 'case.bulk') return 'allowed';
  const said = answer.json() as { code?: string; items?: { code: string | null }[] };
  const code = said.items?.[0]?.code ?? said.code ?? '';
  if (code === 'bad_request') return `not reached: ${answer.body}`;
  return closed.includes(code) ? 'refused' : 'allowed';
}

/** Whose things an operation can be asked about; without a thing in its address there is only the question itself. */
function subjectsOf(name: OperationName): readonly Ownership[] {
  const { path } = operations[name];
  if (path.includes('{case_id}') || path.includes('{customer_id}') || path.includes('{run_id}') || path.includes('{form_id}') || path.includes('{about_id}') || name === 'case.bulk') return ownerships;
  return path.includes('{person_id}') ? ['party', 'other', 'elsewhere'] : [];
}

// Before anything is changed or erased.
describe('what a list shows', () => {
  test.each(['case.list', 'case.export', 'visit.list', 'customer.find', 'unit.list', 'person.list', 'form.list', 'guide.runs', 'approval.list'] as const)('%s: what the asker may see, and nothing else', async (name) => {
    const differing: string[] = [];
    for (const knocker of knockers) {
      const answer = await ask(name, knocker, null);
      for (const ownership of ownerships) {
        if (thingOf(knocker, ownership) === null || (name === 'person.list' && ownership === 'own')) continue;
        const expected = answer.statusCode < 300 && declared(name, knocker, ownership);
        if (answer.body.includes(markOf(knocker, ownership)) !== expected) differing.push(`${knocker.name}, ${ownership}: declared ${expected ? 'shown' : 'hidden'}`);
      }
    }
    expect(differing).toEqual([]);
  });
});

describe('every operation × role × whose it is (ROL-22, ROL-23)', () => {
  test('no operation of the contract is missing, and none is declared that there is not', () => {
    expect(Object.keys(matrix).toSorted()).toEqual(names.toSorted());
  });

  // What is read first: a command may change or erase what is read.
  const ordered = [...names.filter((name) => operations[name].method === 'GET'), ...names.filter((name) => operations[name].method !== 'GET' && !/erase|leave$/.test(name)), ...names.filter((name) => /erase|leave$/.test(name))];

  test.each(ordered)('%s → as declared', { timeout: 60_000 }, async (name) => {
    const differing: string[] = [];
    for (const knocker of knockers) {
      const subjects = subjectsOf(name);
      // Without a subject, whoever reaches their own at least is let in.
      const questions: readonly (Ownership | null)[] = subjects.length === 0 ? [null] : subjects;
      for (const ownership of questions) {
        const thing = ownership === null ? null : thingOf(knocker, ownership);
        if (ownership !== null && thing === null) continue;
        const answer = await ask(name, knocker, thing);
        const expected = declared(name, knocker, ownership ?? 'own') ? 'allowed' : 'refused';
        // A bulk is answered for each of its cases; who may command none of them is refused as a whole.
        const actual = verdictOf(name, answer);
        if (actual !== expected) differing.push(`${knocker.name}, ${ownership ?? 'as such'}: declared ${expected}, is ${actual} (${answer.statusCode})`);
      }
    }
    expect(differing).toEqual([]);
  });
});
