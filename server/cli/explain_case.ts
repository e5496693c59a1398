/** The readings of a recorded case for `sanbao explain --case`. */

import type { Instant } from '../../core/base/time.ts';
import type { Language } from '../../core/clock/words.ts';
import { readOrg } from '../db/transaction.ts';
import { readCase } from '../journal/read.ts';
import { readingsOf } from '../read/readings.ts';
import { Complaint } from './complaint.ts';
import { orgFor, withHouse } from './open_house.ts';
import { readingOutput, type ReadingOutput } from './reading_output.ts';

export type CaseAsked = {
  readonly caseText: string;
  readonly org: string | undefined;
  readonly data: string;
  readonly at: Instant | undefined;
  readonly asOf: Instant | undefined;
  readonly lang: Language;
};

export async function explainCase(asked: CaseAsked): Promise<ReadingOutput[]> {
  return withHouse(asked.data, async (house) => {
    const org = await orgFor(house, asked.org);
    return readOrg(house.db.pool, org, async (tx) => {
      const { rows } = await tx.query<{ case_id: string }>(
        'select case_id from case_list where org_id = $1 and (case_id = $2 or number = $2)',
        [org, asked.caseText],
      );
      const caseId = rows[0]?.case_id;
      if (caseId === undefined) throw new Complaint(`${org} has no case with the number or id ${asked.caseText}.`);
      const facts = await readCase(tx, org, caseId);
      const moment = { at: asked.at ?? asked.asOf ?? house.now(), asOf: asked.asOf, explain: true };
      const { readings, packs } = await readingsOf(tx, house, org, caseId, facts, moment);
      return readings.map((reading) => readingOutput(reading, packs.packByHash, asked.lang));
    });
  });
}
