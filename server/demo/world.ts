/** Makes the demo county through the front door: people, customers, units, a storm, and a morning of cases. */

import { createHash } from 'node:crypto';
import { type Instant, isoOf, minuteMs } from '../../core/base/time.ts';
import { operations, type OperationName } from '../../wire/contract.ts';
import type { House } from '../house.ts';
import { activatePack, foundOrg } from '../journal/found.ts';
import type { Answer } from '../journal/journal.ts';
import { perform, type Actor } from '../journal/perform.ts';
import { loadPack, packNames, type LoadedPack } from '../pack/load.ts';
import { policyOf } from '../pack/policy.ts';
import { addSomebody } from './begin.ts';
import { stories, storm, type Act, type Story } from './morning.ts';
import { areaPlaces, demoCustomers, demoOrg, demoPeople, engineerPlaces, type DemoCustomer } from './people.ts';
import { scribble } from './scribble.ts';
import { makeTradeWorld, shiftTo } from './trade_world.ts';
import { readWorld, type TradeWorld } from './world_file.ts';

export { demoOrg, demoPeople } from './people.ts';

const dayMinutes = 24 * 60;

/** The world of the trade where it has one, and else the county; a pack that is not as it came with the program gets the county too. */
export async function makeDemo(house: House, pack: LoadedPack): Promise<void> {
  const world = await worldOf(pack);
  if (world === null) return makeCounty(house, pack);
  await makeTradeWorld({ house, org: demoOrg, pack, world, shift: shiftTo(house.now()) });
}

async function worldOf(pack: LoadedPack): Promise<TradeWorld | null> {
  // The county is the world of the grid: its file holds the one story that the API tests tell.
  if (pack.name === 'grid' || !(await packNames()).includes(pack.name)) return null;
  const shipped = await loadPack(pack.name);
  return shipped.ok && shipped.hash === pack.hash ? readWorld(pack.name) : null;
}

/** Everything is told relative to now, so that the countdowns of the morning are alive. */
async function makeCounty(house: House, pack: LoadedPack): Promise<void> {
  // On the whole minute, as people tell it.
  const now = (Math.floor(house.now() / minuteMs) * minuteMs) as Instant;
  await foundOrg(house, demoOrg, now);
  await activatePack(house, demoOrg, 'system', pack, (now - 2 * dayMinutes * minuteMs) as Instant);
  const zones = zonesOf(pack);
  for (const { person_id, name, email, roles, password } of demoPeople) {
    const place = engineerPlaces[person_id];
    const added = await addSomebody(house, demoOrg, {
      person_id,
      name,
      email,
      roles,
      password,
      phone: phoneOf(person_id),
      ...(place ? { zones: [...new Set(place.zones.map((zone) => zones[zone]!))], base: place.base, skills: place.skills.flatMap((nth) => pack.pack.matters[nth]?.code ?? []) } : {}),
    });
    if (added.status !== 'added') throw new Error(`the demo county could not add ${name}: ${added.status}`);
  }
  const tell = teller(house, now);
  await registerCustomers(tell, pack, zones);
  await tell(
    'dispatcher',
    storm.declaredAgo,
    'event.declare',
    {},
    {
      event_id: storm.event_id,
      area: storm.area,
      begins_at: isoOf((now - storm.ago * minuteMs) as Instant),
      note: storm.note,
      at: momentAgo(now, storm.declaredAgo),
    },
  );
  for (const [index, story] of stories.entries()) await tellStory(tell, now, zones, isGrid(pack), story, index + 1);
  if (isGrid(pack)) await tellApplication(tell, now, zones);
}

type Tell = (person: string, heardAgo: number, operation: OperationName, params: Record<string, string>, body: object) => Promise<Answer>;

function phoneOf(person_id: string): string {
  return `139000002${String(demoPeople.findIndex((each) => each.person_id === person_id) + 1).padStart(2, '0')}`;
}

/** Performs as one of the people, with the body checked as the API checks it. */
function teller(house: House, now: Instant): Tell {
  let count = 0;
  return async (person, heardAgo, operation, params, said) => {
    const known = demoPeople.find((each) => each.person_id === person)!;
    const actor: Actor = { org: demoOrg, person, name: known.name, roles: known.roles };
    const { body } = operations[operation] as { body: { parse(value: unknown): object } };
    const commandId = `demo-${String(++count).padStart(4, '0')}`;
    const receivedAt = (now - heardAgo * minuteMs) as Instant;
    const outcome = await perform(house, actor, operation, params, body.parse(said), commandId, { receivedAt });
    if (outcome.status === 'recorded' || outcome.status === 'already_recorded') return outcome.receipt;
    const reason = outcome.status === 'refused' ? `${outcome.refusal} ${JSON.stringify(outcome.detail ?? {})}` : outcome.status;
    throw new Error(`the demo county could not tell ${operation} ${JSON.stringify(params)} by ${person}: ${reason}`);
  };
}

async function registerCustomers(tell: Tell, pack: LoadedPack, zones: readonly string[]): Promise<void> {
  const model = isGrid(pack) ? '单相智能电能表 DDZY102' : '双门冰箱 BCD-216';
  for (const { id, name, phone, address, zone, area } of demoCustomers) {
    await tell('agent', dayMinutes, 'customer.register', {}, { customer_id: id, name, phones: [phone], address, zone: zones[zone], area });
    await tell(
      'agent',
      dayMinutes,
      'unit.register',
      {},
      {
        unit_id: `unit-${id}`,
        customer_id: id,
        model,
        serial: `QH${String(demoCustomers.findIndex((each) => each.id === id) + 1).padStart(6, '0')}`,
        purchased_on: '2024-06-18',
      },
    );
  }
}

/** Each somewhere else within a few kilometres of the middle of their place. */
function placeOf({ id, area }: DemoCustomer): { lat: number; lon: number } {
  const middle = areaPlaces[area]!;
  const nth = demoCustomers.findIndex((each) => each.id === id);
  const off = (step: number) => ((nth * step) % 7) / 250;
  return { lat: Number((middle.lat + off(3)).toFixed(4)), lon: Number((middle.lon - off(5)).toFixed(4)) };
}

async function tellStory(tell: Tell, now: Instant, zones: readonly string[], ofGrid: boolean, story: Story, number: number): Promise<void> {
  const caseId = `demo-${String(number).padStart(2, '0')}`;
  const customer = demoCustomers.find((each) => each.id === story.customer)!;
  const begun = story.ago + (ofGrid ? 0 : leadMinutes);
  const reported = await tell(
    'agent',
    begun,
    'case.report',
    {},
    {
      case_id: caseId,
      at: momentAgo(now, begun),
      zone: zones[story.zone ?? customer.zone],
      area: customer.area,
      place: placeOf(customer),
      channel: story.channel ?? 'phone',
      customer_id: customer.id,
      unit_id: `unit-${customer.id}`,
      caller_name: customer.name,
      phone: customer.phone,
      address: customer.address,
      description: ofGrid ? story.supply : story.machine,
    },
  );
  const told: Told = { caseId, reportFact: reported.facts[0]!.id, visits: 0, report: '' };
  for (const each of ofGrid ? story.acts.filter((one) => !one.byAppointment) : earlier(story.acts))
    await tellAct(tell, now, zones, customer.name, told, each);
}

/** Homes are visited by appointment, and who goes there leaves an hour before (CLK-38): all that precedes the road lies further back. */
const leadMinutes = 60;
const beforeTheRoad = new Set(['assign', 'accept', 'agree_time', 'decline', 'reassign', 'depart']);

function earlier(acts: readonly Act[]): Act[] {
  const reopened = acts.findIndex((each) => each.does === 'reopen');
  return acts.map((each, index) =>
    beforeTheRoad.has(each.does) && (reopened < 0 || index < reopened) ? { ...each, ago: each.ago + leadMinutes } : each,
  );
}

type Told = { readonly caseId: string; readonly reportFact: string; visits: number; report: string };

const untimed = new Set(['correct', 'accept_fact']);
const wholeCase = new Set(['close', 'cancel', 'reopen', 'call_back', 'contact_customer', 'inform_customer', 'record_milestone', 'correct']);

async function tellAct(
  tell: Tell,
  now: Instant,
  zones: readonly string[],
  signer: string,
  told: Told,
  { ago, by, does, heard, with: said = {} }: Act,
): Promise<void> {
  const { new_estimate_in: estimateIn, appointment_in: appointmentIn, right_zone: rightZone, ...plain } = said;
  if (does === 'assign') told.visits += 1;
  if (typeof plain['report'] === 'string') told.report = plain['report'];
  const body = {
    ...(untimed.has(does) ? {} : { at: momentAgo(now, ago) }),
    ...(wholeCase.has(does) ? {} : { visit_id: `${told.caseId}-v${told.visits}` }),
    ...plain,
    ...(typeof estimateIn === 'number' ? { new_estimate_at: momentAgo(now, -estimateIn) } : {}),
    ...(typeof appointmentIn === 'number' ? { appointment_at: momentAgo(now, -appointmentIn) } : {}),
    ...(typeof rightZone === 'number' ? { fact_id: told.reportFact, replacement: { data: { zone: zones[rightZone] } } } : {}),
    ...(does === 'sign_report' ? { digest: createHash('sha256').update(told.report).digest('hex'), signer, image: scribble(signer) } : {}),
  };
  await tell(by, heard ?? ago, `case.${does}` as OperationName, { case_id: told.caseId }, body);
}

/** A grid also owes answers that count in working days (CLK-09). */
async function tellApplication(tell: Tell, now: Instant, zones: readonly string[]): Promise<void> {
  const { id, name, phone, address, area } = demoCustomers.find((each) => each.id === 'xie')!;
  await tell(
    'agent',
    dayMinutes,
    'case.report',
    {},
    {
      case_id: 'demo-application',
      at: momentAgo(now, dayMinutes),
      zone: zones[0],
      area,
      channel: 'visit',
      matter: 'new_connection',
      customer_class: 'residential',
      customer_id: id,
      caller_name: name,
      phone,
      address,
      description: '新房申请装表用电',
    },
  );
}

function momentAgo(now: Instant, minutes: number): string {
  return isoOf((now - minutes * minuteMs) as Instant);
}

const isGrid = (pack: LoadedPack) => pack.pack.matters.some((matter) => matter.code === 'new_connection');

/** Three zones from town to mountain; a pack with fewer uses its last one again. */
function zonesOf(pack: LoadedPack): readonly string[] {
  const codes = policyOf(pack).zones.slice(0, 3);
  if (codes.length === 0) throw new Error(`pack ${pack.name} has no zones, so no demo county can be made under it`);
  return [codes[0]!, codes[1] ?? codes.at(-1)!, codes[2] ?? codes.at(-1)!];
}
