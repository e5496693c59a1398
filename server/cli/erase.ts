/** `sanbao erase customer`: destroys the key of one person's data. */

import { perform } from '../journal/perform.ts';
import { systemActor } from '../demo/system_actor.ts';
import { Complaint, print, printJson } from './complaint.ts';
import { orgFor, withHouse } from './open_house.ts';
import { refusalText } from './refusal_text.ts';

type Options = { readonly org?: string; readonly data: string; readonly reason: string; readonly json?: boolean };

export async function eraseCustomer(id: string, options: Options): Promise<void> {
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const outcome = await perform(
      house,
      systemActor(org, ['manager']),
      'customer.erase',
      { customer_id: id },
      { reason: options.reason },
      house.newId(),
    );
    if (outcome.status === 'refused') throw new Complaint(refusalText(outcome.refusal, outcome.detail));
    if (options.json) return printJson({ org, customer_id: id, ...outcome });
    print(`The personal data of ${id} can no longer be read by anyone. Backups made before still hold its key.`);
  });
}
