/** Turns the lines of a story into operations of the contract, whichever door they are then sent through. */

import { createHash } from 'node:crypto';
import { type Instant, isoOf, parseInstant } from '../../core/base/time.ts';
import { caseCommandNames, type CaseCommandName } from '../../wire/command/case_commands.ts';
import type { OperationName } from '../../wire/contract.ts';
import { areaPlaces } from './people.ts';
import { isWhen, type StoryLine } from './story_line.ts';
import { scribble } from './scribble.ts';
import { snapshot } from './snapshot.ts';
import type { Customer, TradeWorld } from './world_file.ts';

export type Sent = { readonly person: string; readonly heard: Instant; readonly operation: OperationName; readonly params: Readonly<Record<string, string>>; readonly body: Readonly<Record<string, unknown>> };
export type Told = { readonly refusal: string | null; readonly gate?: string | undefined; readonly ids: Readonly<Record<string, string>> };

export type Door = {
  send(sent: Sent): Promise<Told>;
  /** Of what a form shows, as its signer sees it. */
  digestOf(person: string, form_id: string, heard: Instant): Promise<string>;
};

export type Shift = (told: Instant) => Instant;

/** Told of one case; `world` gives the people and things that lines name. */
export class Teller {
  readonly #world: TradeWorld;
  readonly #door: Door;
  readonly #shift: Shift;
  readonly #org: string;
  readonly #caseId: string;
  #visits = 0;
  #report = '';
  #runs = 0;
  #caller: Customer | undefined;

  constructor(world: TradeWorld, org: string, door: Door, shift: Shift, caseId: string) {
    this.#org = org;
    this.#world = world;
    this.#door = door;
    this.#shift = shift;
    this.#caseId = caseId;
  }

  /** Sends what the line says; the last answer counts, which is where a line that is refused was refused. */
  async tell(line: StoryLine): Promise<Told> {
    let told: Told = { refusal: null, ids: {} };
    for (const part of await this.#partsOf(line)) {
      told = await this.#door.send({ person: line.who, heard: this.#moment(line.heard), ...part });
      if (told.refusal !== null) return told;
    }
    if (line.does === 'assign') this.#visits += 1;
    if (line.does === 'complete_report') this.#report = String(line.with['report']);
    return told;
  }

  #moment(written: string): Instant {
    return this.#shift(parseInstant(written)!);
  }

  async #partsOf(line: StoryLine): Promise<Omit<Sent, 'person' | 'heard'>[]> {
    const said = this.#said(line.with);
    const at = isoOf(this.#moment(line.at));
    const [first = '', second = ''] = line.words;
    const inCase = { case_id: this.#caseId };
    switch (line.does) {
      case 'report':
        return [{ operation: 'case.report', params: {}, body: { case_id: this.#caseId, at, ...this.#reported(said) } }];
      case 'milestone':
        return [{ operation: 'case.record_milestone', params: inCase, body: { at, kind: first, data: said } }];
      case 'assign':
        return [{ operation: 'case.assign', params: inCase, body: { at, visit_id: `${this.#caseId}-v${this.#visits + 1}`, engineer_id: first, ...said } }];
      case 'declare':
        return [{ operation: 'event.declare', params: {}, body: { at, event_id: first, ...said } }];
      case 'ask':
        return [{ operation: 'approval.ask', params: inCase, body: { approval: first, approval_id: `${this.#caseId}-${first}`, fields: said } }];
      case 'ask_again':
        return [{ operation: 'approval.ask_again', params: { ...inCase, approval_id: `${this.#caseId}-${first}` }, body: Object.keys(said).length === 0 ? {} : { fields: said } }];
      case 'approve':
        return [{ operation: 'approval.approve', params: { ...inCase, approval_id: `${this.#caseId}-${first}` }, body: said }];
      case 'return':
        return [{ operation: 'approval.return', params: { ...inCase, approval_id: `${this.#caseId}-${first}` }, body: said }];
      case 'open':
        return [{ operation: 'form.open', params: this.#about(second), body: { form: first, form_id: this.formId(first) } }];
      case 'fill':
        return [{ operation: 'form.fill', params: { form_id: this.formId(first) }, body: { values: said, ...(second === 'complete' ? { complete: true } : {}) } }];
      case 'sign':
        return [{ operation: 'form.sign', params: { form_id: this.formId(first) }, body: await this.#signed(line, second, String(said['name'])) }];
      case 'void':
        return [{ operation: 'form.void', params: { form_id: this.formId(first) }, body: said }];
      case 'follow':
        return this.#followed(first, { ...(line.words.includes('conclude') ? { conclude: true } : {}), ...said }, at);
      case 'take_on':
      case 'plan_duty':
      case 'finish_duty':
        return [this.#duty(line.does, first, second, said, at)];
      default:
        return [this.#command(line, said, at)];
    }
  }

  formId(form: string): string {
    return `${this.#caseId}-${form}`;
  }

  #command(line: StoryLine, said: Record<string, unknown>, at: string) {
    const name = line.does as CaseCommandName;
    if (!caseCommandNames.includes(name)) throw new Error(`a story cannot say ${line.does}`);
    const ofVisit = { visit_id: `${this.#caseId}-v${this.#visits}` };
    const signer = this.#caller?.name ?? '';
    const signed = { digest: createHash('sha256').update(this.#report).digest('hex'), signer, image: scribble(signer) };
    const body = { at, ...(isOfCase.has(name) ? {} : ofVisit), ...(name === 'sign_report' ? signed : {}), ...said };
    return { operation: `case.${name}` as OperationName, params: { case_id: this.#caseId }, body };
  }

  #reported({ customer, unit, ...said }: Record<string, unknown>) {
    const caller = this.#world.customers.find((each) => each.id === customer);
    if (caller === undefined) return { channel: 'phone', ...said };
    this.#caller = caller;
    const { name, phone, address, area, zone } = caller;
    const theirs = { customer_id: caller.id, caller_name: name, phone, address, area, place: placeOfCustomer(this.#world.customers.indexOf(caller)), ...(zone === undefined ? {} : { zone }), ...(caller.class === undefined ? {} : { customer_class: caller.class }) };
    const thing = caller.units.find((each) => each.id === unit);
    return { channel: 'phone', ...theirs, ...(thing === undefined ? {} : { unit_id: thing.id, model: thing.model }), ...said };
  }

  #about(written: string): Record<string, string> {
    if (written === '') return { about_kind: 'case', about_id: this.#caseId };
    const [kind = '', id = this.#org] = written.split(':');
    return { about_kind: kind, about_id: id };
  }

  async #signed(line: StoryLine, signer: string, name: string) {
    const digest = await this.#door.digestOf(line.who, this.formId(line.words[0]!), this.#moment(line.heard));
    return { signer, digest, name, image: scribble(name) };
  }

  /** Steps in the order they stand; `skip.STEP=why` leaves one out, `conclude=CODE` or `broken_off=why` ends it. */
  #followed(guide: string, said: Record<string, unknown>, at: string): Omit<Sent, 'person' | 'heard'>[] {
    const { conclude, broken_off, ...steps } = said;
    const params = { run_id: `${this.#caseId}-g${++this.#runs}` };
    const taken = Object.entries(steps).map(([step, answer]) =>
      step.startsWith('skip.')
        ? { operation: 'guide.skip' as const, params, body: { step: step.slice(5), reason: answer, at } }
        : { operation: 'guide.answer' as const, params, body: { step, answer: this.#shown(step, answer), at } },
    );
    const ended = broken_off === undefined ? (conclude === true ? {} : { conclusion: conclude }) : { broken_off };
    const end = conclude === undefined && broken_off === undefined ? [] : [{ operation: 'guide.conclude' as const, params, body: { ...ended, at } }];
    return [{ operation: 'guide.begin', params: {}, body: { guide, run_id: params.run_id, case_id: this.#caseId, at } }, ...taken, ...end];
  }

  /** `picture` and `signature` stand for what a phone would have sent. */
  #shown(step: string, answer: unknown): unknown {
    if (answer === 'picture') return snapshot(`${this.#caseId} ${step}`);
    return answer === 'signature' ? scribble(this.#caller?.name ?? '') : answer;
  }

  #duty(does: 'take_on' | 'plan_duty' | 'finish_duty', subject: string, duty: string, said: Record<string, unknown>, at: string) {
    const [subject_kind = '', subject_id = this.#org] = subject.split(':');
    const { note, occurrence, due_on, ...evidence } = said;
    const params = { subject_kind, subject_id };
    if (does === 'take_on') return { operation: 'duty.take_on' as const, params, body: { at, ...said } };
    if (does === 'plan_duty') return { operation: 'duty.plan' as const, params, body: { at, duty, due_on } };
    return { operation: 'duty.finish' as const, params, body: { at, duty, evidence, ...(note === undefined ? {} : { note }), ...(occurrence === undefined ? {} : { occurrence }) } };
  }

  #said(fields: StoryLine['with']): Record<string, unknown> {
    return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, this.#placed(value)]));
  }

  #placed(value: unknown): unknown {
    if (!isWhen(value)) return value;
    if ('moment' in value) return isoOf(this.#moment(value.moment));
    // Noon of that day, so that a world of another hour keeps the day.
    return dayOf(this.#moment(`${value.date}T12:00:00+08:00`));
  }
}

const isOfCase = new Set<string>(['classify', 'close', 'cancel', 'reopen', 'correct', 'accept_fact', 'add_file', 'call_back', 'contact_customer', 'inform_customer', 'restore']);

function dayOf(at: Instant): string {
  return isoOf((at + 8 * 3_600_000) as Instant).slice(0, 10);
}

/** Somewhere within a few kilometres of the middle of one of the three places. */
function placeOfCustomer(nth: number): { lat: number; lon: number } {
  const middles = Object.values(areaPlaces);
  const middle = middles[nth % middles.length]!;
  const off = (step: number) => ((nth * step) % 7) / 250;
  return { lat: Number((middle.lat + off(3)).toFixed(4)), lon: Number((middle.lon - off(5)).toFixed(4)) };
}
