/** What goes out: one shape per thing a screen or a caller reads. Moments are RFC 3339 in UTC with milliseconds. */

import { z } from 'zod';
import { keptView } from './form_views.ts';

const moment = z.iso.datetime({ offset: true });
const nullable = <T extends z.ZodType>(type: T) => type.nullable();

export const verdict = z.enum(['no_promise', 'running', 'overdue', 'kept', 'late', 'excused', 'cancelled', 'unproven']);
export type Verdict = z.infer<typeof verdict>;

export const receipt = z
  .strictObject({
    status: z.enum(['recorded', 'already_recorded']),
    stream: z.string(),
    seq: z.int().describe('Version of the stream after this command'),
    facts: z.array(z.strictObject({ id: z.string(), kind: z.string(), disputed: z.array(z.string()) })),
    ids: z.record(z.string(), z.string()).describe('Ids made by the server: case_id, visit_id, customer_id, number …'),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof receipt>;

/** RFC 9457. `code` is the refusal; `title` and `detail` are its words in the language asked for. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

export const readingView = z
  .strictObject({
    clock: z.string(),
    words: z.string(),
    subject: z.string(),
    subject_id: z.string(),
    round: z.int(),
    occurrence: z.int().optional(),
    source: z.array(z.string()),
    pack: z.string(),
    judged: z.enum(['each', 'average', 'both']),
    started_at: moment,
    target_minutes: nullable(z.number()),
    target_words: z.string(),
    deadline: nullable(moment),
    stopped_at: nullable(moment),
    cancelled_at: nullable(moment),
    elapsed_minutes: nullable(z.number()),
    verdict: nullable(verdict),
    paused: z.boolean(),
    band: z.string().optional(),
    provisional: z.array(z.string()),
    disputed: z.array(z.string()),
    error: z.string().optional(),
    why: z.array(z.string()).describe('The explanation, step by step, in words'),
  })
  .meta({ id: 'Reading' });
export type ReadingView = z.infer<typeof readingView>;

export const caseRow = z
  .strictObject({
    case_id: z.string(),
    number: z.string(),
    state: z.string(),
    matter: z.string(),
    channel: nullable(z.string()),
    zone: nullable(z.string()),
    area: nullable(z.string()),
    category: nullable(z.string()),
    customer_id: nullable(z.string()),
    caller_name: nullable(z.string()),
    phone: nullable(z.string()),
    address: nullable(z.string()),
    description: nullable(z.string()),
    engineer_id: nullable(z.string()),
    engineer_name: nullable(z.string()),
    appointment_at: nullable(moment),
    reported_at: moment,
    finished_at: nullable(moment),
    next_deadline: nullable(moment),
    next_clock: nullable(z.string()),
    late_count: z.int(),
    disputed_count: z.int(),
    imported: z.boolean(),
    seq: z.int(),
  })
  .meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof caseRow>;

export const factView = z
  .strictObject({
    id: z.string(),
    seq: z.int(),
    kind: z.string(),
    at: moment,
    received_at: moment,
    by: z.string(),
    by_name: nullable(z.string()),
    data: z.record(z.string(), z.unknown()),
    personal: nullable(z.record(z.string(), z.unknown())).describe('null when the fact has none or the person was erased'),
    disputed: z.array(z.string()),
    accepted: z.boolean(),
    revision: z.int().describe('1 as recorded; one more for each correction'),
    corrected: nullable(z.strictObject({ at: moment.optional(), data: z.record(z.string(), z.unknown()).optional(), withdrawn: z.boolean(), reason: nullable(z.string()) })),
    imported: z.boolean(),
  })
  .meta({ id: 'Fact' });
export type FactView = z.infer<typeof factView>;

export const visitView = z
  .strictObject({
    visit_id: z.string(),
    case_id: z.string(),
    engineer_id: nullable(z.string()),
    engineer_name: nullable(z.string()),
    phase: z.string(),
    assigned_at: nullable(moment),
    appointment_at: nullable(moment),
    departed_at: nullable(moment),
    arrived_at: nullable(moment),
    left_at: nullable(moment),
    report: nullable(z.strictObject({ text: nullable(z.string()), digest: z.string(), signed: z.boolean(), signer: nullable(z.string()) })),
  })
  .meta({ id: 'Visit' });
export type VisitView = z.infer<typeof visitView>;

export const unitView = z
  .strictObject({ unit_id: z.string(), customer_id: nullable(z.string()), model: z.string(), serial: nullable(z.string()), purchased_on: nullable(z.string()) })
  .meta({ id: 'Unit' });
export type UnitView = z.infer<typeof unitView>;

export const customerView = z
  .strictObject({
    customer_id: z.string(),
    name: nullable(z.string()),
    phones: z.array(z.string()),
    address: nullable(z.string()),
    class: nullable(z.string()),
    zone: nullable(z.string()),
    area: nullable(z.string()),
    erased: z.boolean(),
    seq: z.int(),
    units: z.array(unitView),
    open_cases: z.array(caseRow),
    past_cases: z.array(caseRow),
  })
  .meta({ id: 'Customer' });
export type CustomerView = z.infer<typeof customerView>;

export const caseView = z
  .strictObject({
    row: caseRow,
    readings: z.array(readingView),
    visits: z.array(visitView),
    facts: z.array(factView),
    customer: nullable(customerView.omit({ open_cases: true, past_cases: true, units: true })),
    kept: nullable(keptView),
    /** Commands this person may send now, so that a screen offers no button that will be refused. */
    allowed: z.array(z.string()),
    server_time: moment,
  })
  .meta({ id: 'Case' });
export type CaseView = z.infer<typeof caseView>;

export const personView = z
  .strictObject({
    person_id: z.string(),
    name: nullable(z.string()),
    email: nullable(z.string()),
    phone: nullable(z.string()),
    roles: z.array(z.string()),
    zones: z.array(z.string()),
    skills: z.array(z.string()),
    counts_as: z.array(z.string()).describe('Which of the five roles those come to'),
    active: z.boolean(),
    party: nullable(z.string()).describe('Branch or partner firm whose cases are all this person sees'),
    open_visits: z.int(),
    seq: z.int(),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof personView>;

export const eventView = z
  .strictObject({
    event_id: z.string(),
    kind: z.string(),
    area: z.string(),
    begins_at: moment,
    ends_at: nullable(moment),
    note: nullable(z.string()),
    seq: z.int(),
  })
  .meta({ id: 'DeclaredEvent' });
export type EventView = z.infer<typeof eventView>;

/** Counts by verdict and the mean, for one clock, zone and period. */
export const promiseLine = z
  .strictObject({
    clock: z.string(),
    words: z.string(),
    zone: nullable(z.string()),
    customer_class: nullable(z.string()),
    period: nullable(z.string()).describe('First day of the month, week or day, in the place of the organisation'),
    judged: z.enum(['each', 'average', 'both']),
    target_minutes: nullable(z.number()),
    readings: z.int(),
    kept: z.int(),
    late: z.int(),
    excused: z.int(),
    cancelled: z.int(),
    unproven: z.int(),
    running: z.int(),
    overdue: z.int(),
    no_promise: z.int(),
    kept_share: nullable(z.number()).describe('kept / (kept + late + overdue + excused)'),
    kept_share_without_excused: nullable(z.number()),
    mean_minutes: nullable(z.number()),
    mean_minutes_without_excused: nullable(z.number()),
    mean_kept: nullable(z.boolean()).describe('mean at most the target; null when nothing can be said'),
    provisional: z.boolean(),
  })
  .meta({ id: 'PromiseLine' });
export type PromiseLine = z.infer<typeof promiseLine>;

const declaredKind = z.strictObject({
  kind: z.string(),
  words: z.record(z.string(), z.string()),
  fields: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['text', 'number', 'flag', 'moment', 'code', 'fen']),
      required: z.boolean(),
      words: z.record(z.string(), z.string()),
      choices: z.array(z.strictObject({ code: z.string(), words: z.record(z.string(), z.string()) })),
    }),
  ),
});

export const me = z
  .strictObject({
    person_id: z.string(),
    name: nullable(z.string()),
    roles: z.array(z.string()).describe('Which of the five roles this person counts as'),
    held: z.array(z.string()).describe('The roles they hold, of the five and of the pack'),
    party: nullable(z.string()).describe('Their branch or partner firm; null for the whole organisation'),
    may: z.array(z.string()).describe('Operations within their rights, on their own cases at least'),
    org_id: z.string(),
    org_name: z.string(),
    pack: z.strictObject({ name: z.string(), version: z.string(), words: z.record(z.string(), z.string()) }),
    time_zone: z.string(),
    /** The choices the pack gives a screen: zones, matters, classes, reasons, each with its words. */
    choices: z.record(z.string(), z.array(z.strictObject({ code: z.string(), words: z.record(z.string(), z.string()) }))),
    /** Milestones that the pack declares, with the fields of each, for a screen to offer. */
    milestones: z.array(declaredKind.extend({ yours: z.boolean().describe('Whether their roles may record it'), by_approval: nullable(z.string()).describe('The approval that records it; null for what people record themselves') })),
    /** What has to be approved, with the fields of each request; the kind is `approval.` and its name. */
    approvals: z.array(declaredKind),
    demo: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export const keyView = z
  .strictObject({
    key_id: z.string(),
    name: z.string(),
    prefix: z.string().describe('How the key begins, to tell it from others'),
    person_id: nullable(z.string()).describe('The person it acts as; null for a machine'),
    roles: nullable(z.array(z.string())).describe('Of a machine'),
    scopes: z.array(z.string()),
    expires_at: moment,
    made_by: z.string(),
    made_at: moment,
    last_used_at: nullable(moment),
    revoked_at: nullable(moment),
  })
  .meta({ id: 'ApiKey' });
export type KeyView = z.infer<typeof keyView>;

export const keyMade = z
  .strictObject({ ...keyView.shape, secret: z.string().describe('The key itself, shown this once; send it as Authorization: Bearer') })
  .meta({ id: 'ApiKeyMade' });

/** What would be promised for a report that is still being typed. */
export const previewView = z
  .strictObject({ promises: z.array(readingView.pick({ clock: true, words: true, target_minutes: true, target_words: true, deadline: true, source: true })) })
  .meta({ id: 'PromisePreview' });

export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next_cursor: z.string().nullable().describe('Pass as cursor for the next page; null on the last') });
