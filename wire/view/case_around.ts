/** What stands around a case: its people, its files, and the cases it may belong with. */

import { z } from 'zod';
import { fileTypeNames } from '../../core/case/file_type.ts';
import { caseRow } from './views.ts';

const moment = z.iso.datetime({ offset: true });

const casePerson = z
  .strictObject({
    part: z.enum(['caller', 'owner', 'engineer', 'taken_by']),
    id: z.string().nullable().describe('Of the customer, or of the person of ours; null for a caller who is not registered'),
    name: z.string().nullable(),
    phones: z.array(z.string()),
    /** Of an engineer's last visit. */
    phase: z.string().nullable(),
  })
  .meta({ id: 'CasePerson' });
export type CasePerson = z.infer<typeof casePerson>;

const caseFile = z
  .strictObject({
    fact_id: z.string(),
    hash: z.string().describe('SHA-256 of its bytes'),
    name: z.string().nullable().describe('null when it was erased with its customer'),
    type: z.enum(fileTypeNames),
    size: z.int(),
    personal: z.boolean(),
    kept: z.boolean().describe('Its bytes can still be asked for'),
    added_at: moment,
    added_by: z.string(),
    added_by_name: z.string().nullable(),
  })
  .meta({ id: 'CaseFile' });
export type CaseFile = z.infer<typeof caseFile>;

export const caseAround = z
  .strictObject({
    people: z.array(casePerson),
    files: z.array(caseFile),
    related: z.array(z.strictObject({ why: z.array(z.enum(['customer', 'unit', 'place'])), row: caseRow })).describe('The latest first; at the same place only those of the last 90 days'),
  })
  .meta({ id: 'CaseAround' });
export type CaseAround = z.infer<typeof caseAround>;

/** Somebody who could be sent, as a dispatcher weighs them. */
export const candidateView = z
  .strictObject({
    person_id: z.string(),
    name: z.string().nullable(),
    zones: z.array(z.string()),
    skills: z.array(z.string()),
    open_visits: z.int(),
    own_zone: z.boolean(),
    skill: z.enum(['fits', 'other', 'none_said']).describe('Whether their skills name the category or the matter of the case'),
    distance_km: z.number().nullable().describe('In a straight line; null when one of the two places is not known'),
    distance_from: z.enum(['last_place', 'base']).nullable().describe('From where they last arrived, else from where they set out'),
    declined: z.strictObject({ at: moment, reason: z.string() }).nullable().describe('Their last no to this case'),
  })
  .meta({ id: 'Candidate' });
export type CandidateView = z.infer<typeof candidateView>;
