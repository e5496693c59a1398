/** What a refusal speaks of, as the organisation says it: moments in its time, roles by their names. */

import type { Pack } from '../../core/pack/pack.ts';
import { enCodes } from '../../wire/words/en_codes.ts';
import { zhCnCodes } from '../../wire/words/zh_cn_codes.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { isMoment, type RefusedParts } from '../refused.ts';

type Said = Pick<RefusedParts, 'detail' | 'timeZone'>;

/** The rules in force are asked only where the sentence needs them. */
export async function saidHere(house: House, org: string, detail: RefusedParts['detail']): Promise<Said> {
  if (detail === undefined) return {};
  const { role } = detail;
  if (typeof role !== 'string' && !Object.values(detail).some(isMoment)) return { detail };
  const active = await readOrg(house.db.pool, org, (client) => house.packs.activeAt(client, org, house.now()));
  const timeZone = active?.pack.time_zone ?? 'UTC';
  return typeof role === 'string' ? { timeZone, detail: { ...detail, ...roleWords(active?.pack.roles, role) } } : { timeZone, detail };
}

/** Beside the code, as other words of a pack are: `role:en`. */
function roleWords(roles: Pack['roles'], role: string): Readonly<Record<string, string>> {
  const own = roles?.find((each) => each.code === role)?.words;
  if (own !== undefined) return { 'role:en': own.en, 'role:zh-CN': own['zh-CN'] };
  const code = `role.${role}`;
  return Object.hasOwn(enCodes, code) ? { 'role:en': enCodes[code as keyof typeof enCodes], 'role:zh-CN': zhCnCodes[code as keyof typeof zhCnCodes] } : {};
}
