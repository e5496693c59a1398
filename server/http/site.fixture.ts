/** A served house for tests: its own database, one organisation under the grid pack, people who can sign in, a clock that stands still. */

import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Pool } from 'pg';
import { afterAll, afterEach, expect } from 'vitest';
import { parseInstant, type Instant } from '../../core/base/time.ts';
import type { Role } from '../../core/roster/facts.ts';
import { freshDatabase } from '../../test/database.ts';
import { operations, type OperationName } from '../../wire/contract.ts';
import { timeOrderedId, type House } from '../house.ts';
import { activatePack, foundOrg } from '../journal/found.ts';
import { perform } from '../journal/perform.ts';
import { openLogin, type Login } from '../login/login.ts';
import { loadPack } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { buildApp } from './app.ts';
import { routeOf } from './operations.ts';
import type { Site } from './site.ts';

export const morning = parseInstant('2026-03-02T08:00:00+08:00')!;
const password = 'tea at four o clock';

export type ServedOptions = {
  readonly site?: Partial<Site>;
  /** Another way to the same database. */
  readonly poolOver?: (url: string) => Promise<Pool>;
  /** What the server is meant to complain of. */
  readonly expected?: RegExp;
};

/** Everybody of the small county, by role; two engineers, so that one can look over the other's shoulder in vain. */
export const people = {
  an: { name: '安宁', roles: ['agent'] },
  ding: { name: '丁一', roles: ['dispatcher'] },
  wu: { name: '吴师傅', roles: ['engineer'] },
  qian: { name: '钱师傅', roles: ['engineer'] },
  mei: { name: '梅主任', roles: ['manager'] },
  guan: { name: '关管理', roles: ['administrator'] },
} as const satisfies Record<string, { name: string; roles: readonly Role[] }>;
export type PersonName = keyof typeof people;

export type Call = { readonly as?: PersonName | null; readonly params?: Record<string, string>; readonly query?: Record<string, string>; readonly body?: unknown; readonly key?: string; readonly lang?: string };

export type ServedHouse = {
  readonly house: House; readonly app: FastifyInstance; readonly login: Login; readonly orgs: readonly string[];
  /** Sends an operation of the contract as somebody of the first organisation, or as `org/person`. */
  call(name: OperationName, call?: Call & { org?: string }): Promise<LightMyRequestResponse>;
  cookieOf(person: PersonName, org?: string): Promise<string>;
  setNow(at: Instant): void;
};

export async function servedHouse(orgs: readonly string[] = ['county'], extra: ServedOptions = {}): Promise<ServedHouse> {
  const database = await freshDatabase();
  const pool = (await extra.poolOver?.(database.url)) ?? database.pool;
  let now = morning;
  const house: House = {
    db: { pool, kind: 'server', embedded: null, close: async () => {} },
    packs: openShelf(),
    now: () => now,
    newId: () => timeOrderedId(now),
  };
  const login = await openLogin(pool);
  for (const org of orgs) await settle(house, login, org);
  const logged: string[] = [];
  const app = await buildApp({
    house, login, demo: null, checkAnswers: true, log: (line) => logged.push(line), ...extra.site,
    ready: async () => { await pool.query('select 1'); },
  });
  // A bug answers 500 and says nothing of itself; it must not pass as an ordinary no.
  afterEach(() => expect(logged.splice(0).filter((line) => !extra.expected?.test(line))).toEqual([]));
  afterAll(async () => {
    await app.close();
    await login.close();
    if (pool !== database.pool) await pool.end();
  });
  const cookies = new Map<string, string>();
  const cookieOf = async (person: PersonName, org = orgs[0]!) => {
    const email = emailOf(person, org);
    const known = cookies.get(email) ?? (await signIn(app, email));
    cookies.set(email, known);
    return known;
  };
  return {
    house, app, login, orgs, cookieOf,
    setNow: (at) => { now = at; },
    async call(name, { as = 'mei', org, params = {}, query, body, key, lang } = {}) {
      const operation = operations[name];
      const url = routeOf(operation).replace(/:(\w+)/g, (_, parameter: string) => encodeURIComponent(params[parameter] ?? ''));
      return app.inject({
        method: operation.method, url, ...(query ? { query } : {}), ...(operation.method === 'POST' ? { payload: (body ?? {}) as object } : {}),
        headers: {
          ...(as === null ? {} : { cookie: await cookieOf(as, org) }), ...(key ? { 'idempotency-key': key } : {}), ...(lang ? { 'accept-language': lang } : {}),
        },
      });
    },
  };
}

export function emailOf(person: PersonName, org: string): string {
  return `${person}@${org}.example`;
}

export async function signIn(app: FastifyInstance, email: string, secret: string = password): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password: secret } });
  if (answer.statusCode !== 200) throw new Error(`${email} cannot sign in: ${answer.body}`);
  return answer.cookies.map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`).join('; ');
}

async function settle(house: House, login: Login, org: string): Promise<void> {
  const pack = await loadPack('grid');
  if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
  await foundOrg(house, org, house.now());
  await activatePack(house, org, 'system', pack, house.now());
  const system = { org, person: 'system', name: 'system', roles: ['administrator'] as const };
  for (const [person, { name, roles }] of Object.entries(people)) {
    const email = emailOf(person as PersonName, org);
    const body = { person_id: person, name, email, roles, zones: [], skills: [] };
    const outcome = await perform(house, system, 'person.add', {}, body, house.newId());
    if (outcome.status !== 'recorded') throw new Error(JSON.stringify(outcome));
    await login.createAccount({ org, person_id: person, email, password });
  }
}
