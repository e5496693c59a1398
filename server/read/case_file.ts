/** One file of a case, for somebody who may see the case. */

import { filesOf } from '../../core/case/file.ts';
import { nameFitting, type FileType } from '../../core/case/file_type.ts';
import { readFile } from '../journal/file_bytes.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { caseFor } from './case_facts.ts';
import { fileName } from './case_around.ts';

export type FileRead = { readonly type: FileType; readonly name: string; readonly bytes: Buffer };

export async function getFile(asking: Asking, { case_id: caseId, hash }: { readonly case_id: string; readonly hash: string }): Promise<FileRead> {
  return ask(asking, async (client) => {
    const read = await caseFor(client, asking, 'case.file', caseId);
    const fact = filesOf(read.state).find((each) => each.data['hash'] === hash);
    const bytes = fact === undefined ? null : await readFile(client, { org: asking.actor.org, caseId, hash });
    if (fact === undefined || bytes === null) throw new Refused('unknown_file');
    const type = fact.data['type'] as FileType;
    return { type, name: nameFitting(fileName(fact.id, read) ?? hash.slice(0, 12), type), bytes };
  });
}
