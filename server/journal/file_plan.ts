/** Adding a file: its bytes are read and judged here, and kept in the transaction that records the fact. */

import { caseOf } from '../../core/case/case.ts';
import { addFile, ownerOfFiles } from '../../core/case/file.ts';
import { fileTypeOf } from '../../core/case/file_type.ts';
import type { Instant } from '../../core/base/time.ts';
import { sha256 } from './chain.ts';
import { keepFile } from './file_bytes.ts';
import type { Body, Plan } from './plans.ts';
import { caseStream } from './read.ts';

export function planFile(org: string, caseId: string, body: Body): Plan {
  const stream = caseStream(caseId);
  const { name, personal, at, content } = body as { name: string; personal: boolean; at: Instant; content: string };
  const bytes = Buffer.from(content, 'base64');
  // What is not base64 would be read as far as it goes, and something else be kept than was sent.
  const isWhole = bytes.toString('base64') === content;
  const hash = sha256(bytes).toString('hex');
  return {
    locks: { streams: [stream] },
    subjectId: caseId,
    decide: async (histories, context, tx) => {
      const state = caseOf(histories.get(stream)!);
      if (state.phase === 'none') return { ok: false, refusal: 'unknown_case', detail: { case_id: caseId } };
      const type = isWhole ? fileTypeOf(bytes) : null;
      const decision = addFile(state, { name, personal, at, type, hash, size: bytes.length }, context);
      if (!decision.ok) return decision;
      await keepFile(tx, { org, caseId, hash }, bytes, personal ? ownerOfFiles(state, caseId) : null);
      return { ok: true, parts: [{ stream, facts: decision.facts }], ids: { case_id: caseId, hash } };
    },
  };
}
