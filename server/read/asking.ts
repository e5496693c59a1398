/** Who asks a question, in which language, and of which house. */

import type { PoolClient } from 'pg';
import type { Instant } from '../../core/base/time.ts';
import { readOrg } from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { Actor } from '../journal/perform.ts';

export type Lang = 'zh-CN' | 'en';

export type Asking = {
  readonly house: House;
  readonly actor: Actor;
  readonly lang: Lang;
  /** One moment for the whole answer. */
  readonly now: Instant;
};

/** All statements of one answer see the same moment of the database, and only rows of the asker's organisation. */
export function ask<T>(asking: Asking, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return readOrg(asking.house.db.pool, asking.actor.org, work);
}
