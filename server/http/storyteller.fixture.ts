/** Tells a story of a trade through the HTTP API as its people, and holds what comes back against what the story says. */

import { afterAll, afterEach, expect } from 'vitest';
import { parseInstant, type Instant } from '../../core/base/time.ts';
import { freshDatabase } from '../../test/database.ts';
import { operations, type OperationName } from '../../wire/contract.ts';
import type { DutySubject } from '../../wire/view/duty_views.ts';
import type { FormView } from '../../wire/view/form_views.ts';
import type { CaseView, PromiseLine, ReadingView } from '../../wire/view/views.ts';
import { demoPeople } from '../demo/people.ts';
import { isWhen, type StoryLine } from '../demo/story_line.ts';
import { Teller, type Door } from '../demo/teller.ts';
import { emailIn, settleTrade } from '../demo/trade_world.ts';
import { readWorld, type TradeCase, type TradeWorld } from '../demo/world_file.ts';
import { timeOrderedId, type House } from '../house.ts';
import { openLogin } from '../login/login.ts';
import { loadPack, type LoadedPack } from '../pack/load.ts';
import { openShelf } from '../pack/shelf.ts';
import { buildApp } from './app.ts';
import { routeOf } from './operations.ts';
import { signIn } from './site.fixture.ts';
import { rowsOf } from './story_rows.fixture.ts';

const asTold = (told: Instant) => told;

/** One server and one database for the stories of all trades; each trade is an organisation of its own. */
export async function openStories() {
  const { pool } = await freshDatabase();
  let now = parseInstant('2026-01-01T00:00:00+08:00')!;
  const house: House = { db: { pool, kind: 'server', embedded: null, close: async () => {} }, packs: openShelf(), now: () => now, newId: () => timeOrderedId(now) };
  const login = await openLogin(pool);
  const logged: string[] = [];
  const app = await buildApp({ house, login, demo: null, checkAnswers: true, log: (line) => logged.push(line), ready: async () => {} });
  afterEach(() => expect(logged.splice(0)).toEqual([]));
  afterAll(async () => {
    await app.close();
    await login.close();
  });

  async function call(cookie: string, name: OperationName, { params = {}, query, body }: { params?: Readonly<Record<string, string>>; query?: Record<string, string>; body?: object }) {
    const operation = operations[name];
    const url = routeOf(operation).replace(/:(\w+)/g, (_, parameter: string) => encodeURIComponent(params[parameter] ?? ''));
    return app.inject({ method: operation.method, url, headers: { cookie }, ...(query ? { query } : {}), ...(operation.method === 'POST' ? { payload: body ?? {} } : {}) });
  }

  /** Tells the cases of a world that say what is then to be seen, and answers the requirement rows whose rules they met. */
  return async function tellStory(packName: string): Promise<Set<string>> {
    const pack = await loadPack(packName);
    const world = await readWorld(packName);
    if (!pack.ok || world === null) throw new Error(`${packName} has no world`);
    const org = packName.replaceAll('-', '_');
    const stories = world.cases.filter((each) => each.lines.some((line) => line.who === 'then'));
    await settleTrade({ house, org, pack, world: { ...world, cases: stories, besides: [] }, shift: asTold });
    const cookies = new Map<string, string>();
    const ask = async (person: string, name: OperationName, said: Parameters<typeof call>[2]) => {
      const known = demoPeople.find((each) => each.person_id === person)!;
      const cookie = cookies.get(person) ?? (await signIn(app, emailIn(org, known), known.password));
      cookies.set(person, cookie);
      return call(cookie, name, said);
    };
    const rows = new Set<string>();
    for (const story of stories) for (const row of await followStory({ pack, world, story, org, ask, setNow: (at) => { now = at; } })) rows.add(row);
    return rows;
  };
}

type Ask = (person: string, name: OperationName, said: { params?: Readonly<Record<string, string>>; query?: Record<string, string>; body?: object }) => Promise<{ statusCode: number; body: string; json(): unknown }>;
type Following = { readonly pack: LoadedPack; readonly world: TradeWorld; readonly story: TradeCase; readonly org: string; readonly ask: Ask; setNow(at: Instant): void };

async function followStory({ pack, world, story, org, ask, setNow }: Following): Promise<Set<string>> {
  const door = httpDoor(ask, setNow);
  const teller = new Teller(world, org, door, asTold, story.case);
  const rows = new Set<string>();
  for (const line of story.lines) {
    setNow(parseInstant(line.heard)!);
    const where = `${packNameOf(pack)} ${line.at} ${line.who} ${line.does} ${line.words.join(' ')}`;
    if (line.who === 'then') await holds(line, where, { pack, story, org, ask, formId: (form) => teller.formId(form), rows });
    else {
      const { refusal, gate } = await teller.tell(line);
      expect(`${where} → ${refusal ?? 'recorded'}${gate === undefined ? '' : `:${gate}`}`).toBe(`${where} → ${line.refused ?? 'recorded'}`);
    }
    for (const row of rowsOf(pack, world, line)) rows.add(row);
  }
  return rows;
}

const packNameOf = (pack: LoadedPack) => pack.name;

function httpDoor(ask: Ask, setNow: (at: Instant) => void): Door {
  return {
    async send({ person, heard, operation, params, body }) {
      setNow(heard);
      const answer = await ask(person, operation, { params, body });
      const said = answer.json() as { code?: string; params?: { gate?: string }; ids?: Record<string, string>; status?: string };
      if (answer.statusCode < 300) return { refusal: null, ids: said.ids ?? {} };
      if (said.code === 'bad_request') throw new Error(`${operation}: ${answer.body}`);
      return { refusal: said.code ?? answer.body, gate: said.params?.gate, ids: {} };
    },
    async digestOf(person, form_id) {
      return ((await ask(person, 'form.get', { params: { form_id } })).json() as FormView).digest ?? '';
    },
  };
}

type Holding = { readonly pack: LoadedPack; readonly story: TradeCase; readonly org: string; readonly ask: Ask; formId(form: string): string; readonly rows: Set<string> };

/** What the story says is then to be seen. */
async function holds(line: StoryLine, where: string, { pack, story, org, ask, formId, rows }: Holding): Promise<void> {
  const [first = '', second = ''] = line.words;
  const params = { case_id: story.case };
  const wish = Object.fromEntries(Object.entries(line.with).map(([field, value]) => [field, isWhen(value) && 'moment' in value ? momentText(value.moment) : value]));
  const same = (got: Record<string, unknown>, more: Record<string, unknown>) =>
    expect({ where, ...Object.fromEntries(Object.keys({ ...more, ...wish }).map((field) => [field, got[field]])) }).toEqual({ where, ...more, ...wish });
  switch (line.does) {
    case 'reads': {
      const { items } = (await ask('manager', 'case.readings', { params, query: { at: line.at, lang: 'en' } })).json() as { items: ReadingView[] };
      const reading = theReading(items, first, line);
      for (const row of reading.source) rows.add(row);
      for (const row of sourcesOf(pack.pack.promises[first]?.source)) rows.add(row);
      // Somebody who asks why is told, and the moment at which it is due is in the answer.
      expect(reading.why.length, `${where} says why`).toBeGreaterThan(0);
      return same({ ...reading, due: momentText(reading.deadline), elapsed: reading.elapsed_minutes, band: reading.band ?? 'none' }, { verdict: second });
    }
    case 'none': {
      const { items } = (await ask('manager', 'case.readings', { params, query: { at: line.at } })).json() as { items: ReadingView[] };
      return expect(items.map((each) => each.clock), where).not.toContain(first);
    }
    case 'stands': {
      const view = (await ask('manager', 'case.get', { params, query: {} })).json() as CaseView;
      return same({ state: view.row.state }, { state: first });
    }
    case 'form': {
      const view = (await ask('manager', 'form.get', { params: { form_id: formId(first) } })).json() as FormView;
      const values = Object.fromEntries(view.fields.map((field) => [field.code, field.value]));
      return same({ ...values, state: view.state, number: view.number, missing: view.missing.join(',') }, second === '' ? {} : { state: second });
    }
    case 'duty': {
      const [subject_kind = '', subject_id = org] = first.split(':');
      const owed = (await ask('manager', 'duty.subject', { params: { subject_kind, subject_id }, query: { lang: 'en' } })).json() as DutySubject;
      const item = owed.items.toReversed().find((each) => each.duty === second && (wish['state'] === undefined || each.state === wish['state']));
      return same({ state: item?.state ?? owed.items.map((each) => `${each.duty} ${each.state}`).join(', '), due: momentText(item?.due_at ?? null) }, {});
    }
    case 'counts': {
      const answer = await ask('manager', 'report.promises', { query: { from: `${line.day.slice(0, 7)}-01T00:00:00+08:00`, to: line.at } });
      const { items } = answer.json() as { items: PromiseLine[] };
      const found = items.find((each) => each.clock === first);
      return same({ ...found }, {});
    }
    default:
      throw new Error(`${where}: a story cannot say then ${line.does}`);
  }
}

function theReading(items: readonly ReadingView[], clock: string, line: StoryLine): ReadingView {
  const mine = items.filter((each) => each.clock === clock && (line.with['occurrence'] ?? each.occurrence) === each.occurrence && (line.with['round'] ?? each.round) === each.round);
  const found = mine.at(-1);
  if (found === undefined) throw new Error(`${line.at}: ${clock} does not run; these do: ${items.map((each) => each.clock).join(', ')}`);
  return found;
}

function momentText(moment: string | null): string {
  return moment === null ? 'none' : new Date(moment).toISOString();
}

function sourcesOf(source: unknown): string[] {
  return source === undefined ? [] : [source as string | string[]].flat();
}
