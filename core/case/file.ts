/** Adding a file to a case: the fact names its hash, type and size; the bytes are the shell's to keep. */

import { record, refuse } from '../base/decision.ts';
import type { Fact } from '../base/fact.ts';
import type { Instant } from '../base/time.ts';
import { claim, present, withPersonal, type Decided, type Deciding } from '../roster/deciding.ts';
import { caseBars } from './bars.ts';
import { fileBytesMax, type FileType } from './file_type.ts';
import type { CaseState } from './state.ts';

export type AddFile = {
  readonly at: Instant;
  readonly name: string;
  /** It shows or names the customer: erased with them. */
  readonly personal: boolean;
  /** null when the bytes are of no kind that is kept. */
  readonly type: FileType | null;
  readonly hash: string;
  readonly size: number;
};

const filesMax = 60;

/** Under whose key a personal file lies: the customer's, or that of the case while nobody is known. */
export function ownerOfFiles(state: CaseState, caseId: string): string {
  return state.customer_id ?? caseId;
}

export function addFile(state: CaseState, command: AddFile, context: Deciding): Decided {
  const barred = caseBars.add_file(state);
  if (barred !== null) return barred;
  const { name, personal, type, hash, size } = command;
  if (size === 0 || type === null) return refuse('file_type_unknown');
  if (size > fileBytesMax) return refuse('file_too_large', { most_mb: fileBytesMax / 1024 / 1024 });
  const standing = filesOf(state);
  if (standing.some((fact) => fact.data['hash'] === hash)) return refuse('file_there_already');
  if (standing.length >= filesMax) return refuse('too_many_files', { most: filesMax });
  const data = present({ hash, type, size, name: personal ? undefined : name, personal: personal ? true : undefined });
  const fact = claim('case.file_added', command.at, data, context);
  return record(personal ? withPersonal(fact, ownerOfFiles(state, context.subject_id), { name }) : fact);
}

/** Facts of the files that count: not withdrawn, as corrected. */
export function filesOf(state: CaseState): Fact[] {
  return [...state.facts.values()].flatMap(({ effective }) => (effective?.kind === 'case.file_added' ? [effective] : []));
}
