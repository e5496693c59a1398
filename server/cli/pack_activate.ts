/** `sanbao pack activate`: a new version of an organisation's rules, for what begins from now on, and for open cases when asked. */

import { activatePack } from '../journal/found.ts';
import { takeOverOpenCases } from '../journal/take_over.ts';
import { Complaint, print, printJson } from './complaint.ts';
import { packFor } from './explain.ts';
import { refusalText } from './refusal_text.ts';
import { orgFor, withHouse } from './open_house.ts';

type Options = { readonly org?: string; readonly data: string; readonly takeOver?: boolean; readonly json?: boolean };

export async function activate(name: string, options: Options): Promise<void> {
  const pack = await packFor(name);
  await withHouse(options.data, async (house) => {
    const org = await orgFor(house, options.org);
    const outcome = await activatePack(house, org, 'system', pack, house.now());
    if (outcome?.status === 'refused') throw new Complaint(refusalText(outcome.refusal, outcome.detail));
    const isNew = outcome !== null;
    const taken = options.takeOver ? await takeOverOpenCases(house, org, 'system') : 0;
    if (options.json)
      return printJson({ org, pack: `${pack.name}@${pack.version}`, pack_hash: pack.hash, activated: isNew, taken_over: taken });
    print(`${org} ${isNew ? 'works from now on' : 'works already'} under ${pack.name}@${pack.version}.`);
    if (options.takeOver) print(`${taken} open cases are judged by it from now on.`);
  });
}
