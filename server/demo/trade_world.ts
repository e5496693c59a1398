/** Makes the small world of a trade through the front door: its people, who calls there, and its cases as their file tells them. */

import { parseInstant, type Instant } from '../../core/base/time.ts';
import { baseRolesOf, grantsOf } from '../../core/roster/roles.ts';
import { operations } from '../../wire/contract.ts';
import type { House } from '../house.ts';
import { activatePack, foundOrg } from '../journal/found.ts';
import { perform, type Actor } from '../journal/perform.ts';
import type { LoadedPack } from '../pack/load.ts';
import { getForm } from '../read/forms.ts';
import { addSomebody } from './begin.ts';
import { demoPeople, engineerPlaces, type DemoPerson } from './people.ts';
import { Teller, type Door, type Sent, type Shift } from './teller.ts';
import { toldAt, type Customer, type TradeWorld } from './world_file.ts';

const dayMs = 86_400_000;

export type Settled = { readonly house: House; readonly org: string; readonly pack: LoadedPack; readonly world: TradeWorld; readonly shift: Shift };

/** Moves what was told to the hour that it is now; on the whole minute, as people tell it. */
export function shiftTo(now: Instant): Shift {
  const by = Math.floor((now - parseInstant(toldAt)!) / 60_000) * 60_000;
  return (told) => (told + by) as Instant;
}

/** Everything of the world, and each of its lines that is not refused. */
export async function makeTradeWorld(settled: Settled): Promise<void> {
  await settleTrade(settled);
  const door = journalDoor(settled);
  const tell = async (caseId: string, lines: TradeWorld['besides']) => {
    const teller = new Teller(settled.world, settled.org, door, settled.shift, caseId);
    for (const line of lines) {
      if (line.refused !== null || line.who === 'then') continue;
      const { refusal } = await teller.tell(line);
      if (refusal !== null) throw new Error(`the world of ${settled.pack.name} could not tell ${caseId} ${line.at} ${line.who} ${line.does} ${line.words.join(' ')}: ${refusal}`);
    }
  };
  for (const each of settled.world.cases) await tell(each.case, each.lines);
  await tell('house', settled.world.besides);
}

/** The organisation with its people, customers and units, as it stands before the first story. */
export async function settleTrade({ house, org, pack, world, shift }: Settled): Promise<void> {
  const told = [...world.cases.flatMap((each) => each.lines), ...world.besides].map((line) => parseInstant(line.at)!);
  const begun = (shift(Math.min(...told) as Instant) - dayMs) as Instant;
  await foundOrg(house, org, begun);
  await activatePack(house, org, 'system', pack, begun);
  const early: House = { ...house, now: () => begun };
  for (const person of demoPeople) {
    const { status } = await addSomebody(early, org, { ...placed(person, pack), roles: rolesOf(person, world), email: emailIn(org, person), password: person.password });
    if (status !== 'added') throw new Error(`the world of ${pack.name} could not add ${person.name}: ${status}`);
  }
  const door = journalDoor({ house, org, pack, world, shift });
  for (const customer of world.customers) await register(door, customer, begun);
}

async function register(door: Door, { units, id, phone, ...known }: Customer, heard: Instant): Promise<void> {
  const sent = [
    { operation: 'customer.register' as const, body: { customer_id: id, phones: [phone], ...known } },
    ...units.map(({ id: unit_id, ...unit }) => ({ operation: 'unit.register' as const, body: { unit_id, customer_id: id, ...unit } })),
  ];
  for (const each of sent) {
    const { refusal } = await door.send({ person: 'agent', heard, params: {}, ...each });
    if (refusal !== null) throw new Error(`${each.operation} ${id}: ${refusal}`);
  }
}

/** The first organisation of a demo keeps the addresses that the sign-in page shows. */
export function emailIn(org: string, { person_id, email }: DemoPerson): string {
  return org === 'demo' ? email : `${person_id}@${org.replaceAll('_', '-')}.example`;
}

function rolesOf({ person_id, roles }: DemoPerson, world: TradeWorld): string[] {
  return [...roles, ...(world.roles[person_id] ?? [])];
}

/** Engineers begin their day at a place, in all zones of the trade, skilled in some of its matters. */
function placed({ person_id, name }: DemoPerson, pack: LoadedPack) {
  const place = engineerPlaces[person_id];
  const phone = `139000002${String(demoPeople.findIndex((each) => each.person_id === person_id) + 1).padStart(2, '0')}`;
  if (place === undefined) return { person_id, name, phone };
  const skills = place.skills.flatMap((nth) => pack.pack.matters[nth]?.code ?? []);
  return { person_id, name, phone, base: place.base, skills, zones: pack.pack.zones.map((zone) => zone.code) };
}

/** Performs as one of the people, with the body checked as the API checks it. */
function journalDoor({ house, org, pack, world }: Settled): Door {
  const named = pack.pack.roles ?? [];
  const actorOf = (id: string): Actor => {
    const person = demoPeople.find((each) => each.person_id === id);
    if (person === undefined) throw new Error(`nobody of the demo is called ${id}`);
    const held = rolesOf(person, world);
    return { org, person: id, name: person.name, roles: baseRolesOf(held, named), held, grants: grantsOf(held, named) };
  };
  let count = 0;
  return {
    async send({ person, heard, operation, params, body }: Sent) {
      const { body: shape } = operations[operation] as { body: { parse(value: unknown): object } };
      const outcome = await perform(house, actorOf(person), operation, params, shape.parse(body), `${org}-${String(++count).padStart(4, '0')}-${operation}`, { receivedAt: heard });
      if (outcome.status === 'refused') return { refusal: `${outcome.refusal} ${JSON.stringify(outcome.detail ?? {})}`, ids: {} };
      if (outcome.status === 'key_reused') throw new Error(`${operation} was told twice`);
      return { refusal: null, ids: outcome.receipt.ids };
    },
    async digestOf(person, form_id, heard) {
      const { digest } = await getForm({ house, actor: actorOf(person), lang: 'zh-CN', now: heard }, form_id);
      return digest ?? '';
    },
  };
}
