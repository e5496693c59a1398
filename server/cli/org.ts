/** `sanbao org add`: an organisation under a pack, without starting the server. */

import { beginOrg } from '../demo/begin.ts';
import { isOrgId } from '../db/transaction.ts';
import { print, printJson, wrongUse } from './complaint.ts';
import { packFor } from './explain.ts';
import { withHouse } from './open_house.ts';
import { siteAddress } from './site_address.ts';

export async function addOrg(
  org: string,
  options: { readonly pack: string; readonly data: string; readonly json?: boolean },
): Promise<void> {
  if (!isOrgId(org)) throw wrongUse(`${org}: an organisation is named with small letters, digits, - and _, at most 40`);
  const pack = await packFor(options.pack);
  const signIn = await withHouse(options.data, (house) => beginOrg(house, org, pack));
  if (options.json) return printJson({ org, pack: `${pack.name}@${pack.version}`, pack_hash: pack.hash, administrator: signIn && { email: signIn.email, link: siteAddress(signIn.path) } });
  print(`${org} works under ${pack.name}@${pack.version}.`);
  if (signIn) print(`First administrator: ${signIn.email}\nChoose a password at ${siteAddress(signIn.path)}\n(works once, for three days)`);
}
