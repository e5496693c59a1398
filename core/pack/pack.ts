/** The shape of a whole pack: the policy of one organisation as text, put together from the rooms' own pieces. */

import { z } from 'zod';
import { citation, source } from '../base/citation.ts';
import { code } from '../base/shapes.ts';
import { milestoneFieldShape } from '../case/declared.ts';
import { calendarShape, timeZone, wallRules } from '../calendar/calendar.ts';
import { boundsShape, factKind, promisesShape } from '../clock/promise.ts';
import { dutiesShape } from '../duty/duty.ts';
import { archiveShape } from '../form/archive.ts';
import { formsShape } from '../form/shape.ts';
import { approvalShape } from '../gate/approval.ts';
import { gatesShape } from '../gate/gate.ts';
import { forbiddenShape, guideShape } from '../guide/guide.ts';
import { packRoleShape } from '../roster/roles.ts';

export const packName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,59}$/, 'a pack is named in small letters, such as grid')
  .meta({ description: 'Name of the pack, the same as its folder' });

const said = z.string().trim().min(1).max(500);
const words = z
  .strictObject({ 'zh-CN': said, en: said, 'zh-TW': said.optional(), es: said.optional() })
  .meta({ description: 'What people read, in Chinese and in English at least' });

const choice = z.strictObject({ code, words, source: source.optional() });
const listOf = (what: string) =>
  z
    .array(choice)
    .max(500)
    .meta({ description: `${what}, in the order a screen offers them` });

const reasons = z
  .strictObject({
    delay: listOf('Why a visit is late').default([]),
    no_access: listOf('Why nobody could get in').default([]),
    decline: listOf('Why an engineer declines').default([]),
    waiting: listOf('What a case waits for').default([]),
  })
  .meta({ description: 'Reasons that a person may choose from, by what they explain' });

/** The engine knows no fact by name, so the kinds that need an assigned visit are named here. */
const bounds = boundsShape.extend({
  after_assignment: boundsShape.shape.after_assignment
    .unwrap()
    .default([
      'visit.departed',
      'visit.knocked',
      'visit.door_opened',
      'visit.arrived',
      'visit.no_access',
      'visit.repaired',
      'report.completed',
      'report.signed',
      'visit.left',
    ])
    .meta({ description: 'Facts of a visit that cannot come before it was assigned' }),
});

const event = z
  .strictObject({
    kind: code.meta({ description: 'The name by which a promise lists it under excuse.events' }),
    fact: z.string().meta({ description: 'The fact that declares it, such as storm.declared' }),
    words,
    source: source.optional(),
  })
  .meta({ description: 'A declared event that may excuse a late promise' });

const packRole = z
  .strictObject({ ...packRoleShape.shape, words, source: source.optional() })
  .meta({ description: 'Who somebody is in this trade, based on one of the five roles every organisation has' });

const activation = z
  .strictObject({
    approvals: z
      .array(z.strictObject({ role: code.meta({ description: 'Somebody who holds this role, and did not propose the version' }), source: source.optional() }))
      .min(1)
      .max(5)
      .meta({ description: 'Who approves, one after another, each another person' }),
  })
  .meta({ description: 'What a new version of this pack needs before it is activated' });

const milestoneField = z
  .strictObject({
    ...milestoneFieldShape.shape,
    words,
    choices: z.array(choice).min(1).max(100).optional().meta({ description: 'For a code: the codes it may be; left out, any' }),
  })
  .meta({ description: 'A field that is filled in with the milestone' });

const milestones = z
  .record(
    factKind,
    z.strictObject({
      words: words.meta({ description: 'What happened, as the timeline tells it' }),
      source: source.optional(),
      by: z.array(code).min(1).max(20).optional().meta({ description: 'Roles that may record it; left out, whoever may act on the case' }),
      fields: z.record(code, milestoneField).optional(),
    }),
  )
  .meta({ description: 'Facts of this trade that an open case may receive besides those of the house, by kind: sample.received' });

const statement = z.strictObject({ words, source: source.optional() });

const approvals = z
  .record(code, approvalShape.extend({ fields: z.record(code, milestoneField).optional().meta({ description: 'What is said when it is asked for; fields that its milestones have, too, are recorded with them' }) }))
  .meta({ description: 'What has to be approved on a case, by name' });

const statedChoice = z
  .strictObject({
    amb: z.string().regex(/^AMB-\d{2,3}$/, 'an ambiguity is cited as AMB-01'),
    chosen: code.meta({ description: 'The reading that was chosen, as one word' }),
    why: said.meta({ description: 'Why this reading, for the policy owner' }),
    note: words.meta({ description: 'What a reader of the pack should know' }),
  })
  .meta({ description: 'A decision about a passage that can be read more than one way' });

const waitingRow = z
  .strictObject({ row: citation, for_room: code })
  .meta({ description: 'A row that a later room will carry; nothing is done with it yet' });

const ask = z
  .strictObject({ field: code.meta({ description: 'A field of the report' }), words, source: source.optional() })
  .meta({ description: 'Something a report must say; a screen shows what is missing' });

/** What one pack file may hold. A pack is all files of its folder together, over the pack it extends. */
export const partShape = z
  .strictObject({
    name: packName,
    version: z
      .string()
      .regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/, 'a version is written "2026.1", in quotes')
      .meta({ description: 'Version, in quotes: "2026.1"' }),
    code: z
      .string()
      .regex(/^[A-Z][A-Z0-9]{1,15}$/, 'an organisation code is written in capitals, such as GRID')
      .meta({ description: 'Code of the kind of organisation: GRID, HAIER, …' }),
    words,
    extends: packName.meta({ description: 'The pack whose entries hold unless this one has an entry of the same name' }),
    time_zone: timeZone,
    phone_country: z
      .string()
      .regex(/^[1-9]\d{0,2}$/, 'a country is called by one to three digits, in quotes: "86"')
      .meta({ description: 'Calling code of the country the organisation is in, in quotes: "86". Numbers written with and without it are one' }),
    hotline: z
      .string()
      .trim()
      .min(3)
      .max(40)
      .meta({ description: 'The number that people call, in quotes, as it is said aloud: scripts fill it in for {hotline}' }),
    ...wallRules,
    zones: listOf('Zones of the organisation'),
    matters: listOf('What a case can be about'),
    customer_classes: listOf('Classes of customer'),
    categories: listOf('Categories of service'),
    channels: listOf('How a report reaches us'),
    roles: z.array(packRole).max(50).meta({ description: 'Roles of the trade; the five are there besides' }),
    reasons,
    bounds,
    calendars: z
      .record(code, calendarShape)
      .meta({ description: 'Working calendars by name; `elapsed` is always known and runs round the clock' }),
    promises: promisesShape,
    milestones,
    gates: gatesShape,
    approvals,
    duties: dutiesShape,
    activation,
    forms: formsShape,
    archive: archiveShape,
    scope: statement.meta({ description: 'Whom and what these rules are for' }),
    goal: statement.meta({ description: 'What these rules are to bring about' }),
    events: z.array(event).max(50),
    report_asks: z.array(ask).max(50).meta({ description: 'What a report must say before it is complete' }),
    guides: z.array(guideShape).max(300).meta({ description: 'Scripts, procedures and checklists' }),
    forbidden: z.array(forbiddenShape).max(100).meta({ description: 'What may not be said or written to a customer' }),
    choices: z.array(statedChoice).max(100),
    waiting: z.array(waitingRow).max(500),
  })
  .partial();

const parts = partShape.shape;
const some = <T extends z.ZodType>(shape: z.ZodOptional<T>) => shape.unwrap();

/** A pack put together: identity said, everything else present. */
export const packShape = z.strictObject({
  name: some(parts.name),
  version: some(parts.version),
  code: some(parts.code),
  words,
  extends: parts.extends,
  time_zone: timeZone,
  // Left out when a pack names none, so that packs that were stored before keep their hash.
  phone_country: parts.phone_country,
  hotline: parts.hotline,
  ...wallRules,
  zones: some(parts.zones).default([]),
  matters: some(parts.matters).default([]),
  customer_classes: some(parts.customer_classes).default([]),
  categories: some(parts.categories).default([]),
  channels: some(parts.channels).default([]),
  // Left out when a pack names none, so that packs that were stored before keep their hash.
  roles: parts.roles,
  gates: parts.gates,
  approvals: parts.approvals,
  duties: parts.duties,
  activation: parts.activation,
  reasons: reasons.prefault({}),
  bounds: bounds.prefault({}),
  calendars: some(parts.calendars).default({}),
  promises: promisesShape.default({}),
  milestones: parts.milestones,
  // Left out when a pack has none, for the same reason as roles.
  forms: parts.forms,
  archive: parts.archive,
  scope: parts.scope,
  goal: parts.goal,
  events: some(parts.events).default([]),
  report_asks: some(parts.report_asks).default([]),
  // Left out when a pack has none, as roles are.
  guides: parts.guides,
  forbidden: parts.forbidden,
  choices: some(parts.choices).default([]),
  waiting: some(parts.waiting).default([]),
});

export type Pack = z.output<typeof packShape>;
export type Choice = Pack['zones'][number];
export type Words = z.output<typeof words>;
