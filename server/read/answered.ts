/** Whether a command was answered before, so that it is not judged anew by what its own first run changed. */

import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';

export function wasAnswered(house: House, org: string, commandId: string): Promise<boolean> {
  return readOrg(house.db.pool, org, async (client) => {
    const { rowCount } = await client.query('select from command where org_id = $1 and command_id = $2', [org, commandId]);
    return rowCount === 1;
  });
}
