/** Who may do what, declared a second time and by hand: the matrix test holds the program against it. */

import type { OperationName } from '../wire/contract.ts';

export const roleNames = ['agent', 'dispatcher', 'engineer', 'manager', 'administrator'] as const;
export type RoleName = (typeof roleNames)[number];
type Cell = 'any' | 'own' | '-';
/** What `any` comes to for somebody of a branch or partner firm. */
type PartyCell = 'any' | 'party' | '-';

export type Line = { readonly roles: Readonly<Record<RoleName, Cell>>; readonly party: PartyCell };

/** `agent dispatcher engineer manager administrator | of a party`. */
function line(text: string): Line {
  const cells = text.trim().split(/[\s|]+/) as Cell[];
  if (cells.length !== 6) throw new Error(`a line has six cells: ${text}`);
  return { roles: Object.fromEntries(roleNames.map((role, i) => [role, cells[i]])) as Line['roles'], party: cells[5] as PartyCell };
}

const everybody = line('any any any any any | any');
const desk = line('any any - any - | party');
const deskOrOwn = line('any any own any - | party');
const dispatch = line('- any - any - | party');
const dispatchOrOwn = line('- any own any - | party');
const managing = line('- - - any - | party');
const ruling = line('- - - any any | -');
const running = line('- - - - any | -');

export const matrix: Readonly<Record<OperationName, Line>> = {
  'session.me': everybody,
  'live.follow': everybody,
  'inbox.list': everybody,
  'inbox.read': everybody,
  'filter.list': everybody,
  'filter.save': everybody,
  'filter.remove': everybody,

  'case.report': line('any any - any - | any'),
  'case.preview': line('any any - any - | any'),
  'case.list': deskOrOwn,
  'case.counts': deskOrOwn,
  'case.export': deskOrOwn,
  'case.bulk': deskOrOwn,
  'case.get': deskOrOwn,
  'case.facts': deskOrOwn,
  'case.readings': deskOrOwn,
  'case.around': deskOrOwn,
  'case.file': deskOrOwn,
  'case.add_file': deskOrOwn,
  'visit.list': deskOrOwn,

  'case.classify': desk,
  'case.cancel': desk,
  'case.close': desk,
  'case.reopen': desk,
  'case.call_back': desk,
  'case.correct': managing,
  'case.accept_fact': managing,
  'case.record_milestone': deskOrOwn,
  'case.engineers': dispatch,
  'case.assign': dispatch,
  'case.reassign': dispatch,
  'case.withdraw_visit': dispatch,
  'case.accept': dispatchOrOwn,
  'case.decline': dispatchOrOwn,
  'case.agree_time': deskOrOwn,
  'case.contact_customer': deskOrOwn,
  'case.inform_customer': deskOrOwn,
  'case.depart': deskOrOwn,
  'case.delay': deskOrOwn,
  'case.see_overrun': deskOrOwn,
  'case.knock': deskOrOwn,
  'case.open_door': deskOrOwn,
  'case.phone_at_door': deskOrOwn,
  'case.arrive': deskOrOwn,
  'case.no_access': deskOrOwn,
  'case.restore': deskOrOwn,
  'case.repair': deskOrOwn,
  'case.leave': deskOrOwn,
  'case.complete_report': dispatchOrOwn,
  'case.sign_report': dispatchOrOwn,

  'call.announce': line('any any - any - | -'),

  'customer.register': line('any any - any - | any'),
  'customer.describe': desk,
  'customer.find': desk,
  'customer.get': deskOrOwn,
  // Other firms may have cases of the same person.
  'customer.erase': line('- - - any - | -'),
  'unit.register': line('any any - any - | any'),
  'unit.list': deskOrOwn,

  'person.add': line('- - - - any | any'),
  'person.describe': line('- - - - any | party'),
  'person.leave': line('- - - - any | party'),
  'person.list': line('any any - any any | party'),
  'key.make': running,
  'key.list': running,
  'key.revoke': running,

  'event.declare': line('- any - any - | -'),
  'event.end': line('- any - any - | -'),
  'event.list': line('any any any any - | any'),

  'duty.list': line('any any own any - | -'),
  'duty.in_care': line('any any own any - | -'),
  'duty.subject': line('any any own any - | -'),
  'duty.finish': line('any any own any - | -'),
  'duty.set_aside': line('- any own any - | -'),
  'duty.resume': line('- any own any - | -'),
  'duty.take_on': line('- any - any - | -'),
  'duty.assign': line('- any - any - | -'),
  'duty.give_up': line('- any - any - | -'),
  'duty.plan': line('- any - any - | -'),
  'duty.correct': line('- - - any - | -'),

  'form.kinds': deskOrOwn,
  'form.about': deskOrOwn,
  'form.list': deskOrOwn,
  'form.get': deskOrOwn,
  'form.open': deskOrOwn,
  'form.fill': deskOrOwn,
  'form.sign': deskOrOwn,
  'form.void': deskOrOwn,
  'form.print': deskOrOwn,
  'form.sheet': deskOrOwn,
  'form.register': deskOrOwn,
  'form.register_sheet': deskOrOwn,
  'form.export': deskOrOwn,

  'approval.list': deskOrOwn,
  'approval.about': deskOrOwn,
  'approval.ask': deskOrOwn,
  'approval.ask_again': deskOrOwn,
  'approval.approve': deskOrOwn,
  'approval.return': deskOrOwn,
  'approval.withdraw': deskOrOwn,
  'approval.name_deputy': line('own own own any any | party'),
  'approval.end_deputy': line('own own own any any | party'),
  'approval.deputies': line('any any own any any | party'),

  'guide.list': line('any any any any - | any'),
  'guide.get': line('any any any any - | any'),
  'guide.check_words': line('any any any any - | any'),
  'guide.begin': deskOrOwn,
  'guide.runs': deskOrOwn,
  'guide.run': deskOrOwn,
  'guide.attach': deskOrOwn,
  'guide.answer': deskOrOwn,
  'guide.skip': deskOrOwn,
  'guide.conclude': deskOrOwn,

  'message.list': running,
  'message.retry': running,
  'webhook.subscribe': running,
  'webhook.stop': running,
  'webhook.list': running,

  'pack.list': ruling,
  'pack.get': ruling,
  'pack.in_force': ruling,
  'pack.schema': ruling,
  'pack.check': ruling,
  'pack.read_calendar': ruling,
  'pack.try': ruling,
  'pack.propose': ruling,
  'pack.approve': ruling,
  'pack.return': ruling,
  'pack.activate': running,
  'pack.take_over': running,

  'report.promises': dispatch,
  'report.promises_export': dispatch,
  'report.outlook': dispatch,
  // Of the whole organisation, or of nobody.
  'period.list': line('- any - any - | -'),
  'period.get': line('- any - any - | -'),
  'period.close': line('- - - any - | -'),
};

/** Whose the thing is: theirs through a visit, their firm's, somebody else's, another organisation's. */
export const ownerships = ['own', 'party', 'other', 'elsewhere'] as const;
export type Ownership = (typeof ownerships)[number];

/** Whatever its roles, a machine makes no keys, and approves and returns nothing. */
export function onlyPeople(name: OperationName): boolean {
  return name.startsWith('key.') || ['pack.approve', 'pack.return', 'approval.approve', 'approval.return', 'approval.name_deputy', 'approval.end_deputy'].includes(name);
}

export function isAllowed({ roles, party }: Line, role: RoleName, isOfParty: boolean, ownership: Ownership): boolean {
  if (ownership === 'elsewhere' || roles[role] === '-' || (isOfParty && party === '-')) return false;
  const reach = roles[role] === 'own' ? 'own' : isOfParty ? party : 'any';
  return reach === 'any' || ownership === 'own' || (reach === 'party' && ownership === 'party');
}
