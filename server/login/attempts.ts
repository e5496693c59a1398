/**
 * How often passwords may be tried: counted by account, by address, and by both together, in the database, so that it holds
 * on every node and over a restart.
 */

import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * In a quarter of an hour. Ten from one address at one account, as somebody does who has forgotten; far more for the account
 * alone, or a stranger could lock anybody out from afar; and for the address alone, since a call centre signs in from one.
 */
export const triesMax = { both: 10, account: 50, address: 200 } as const;
const windowSeconds = 15 * 60;

export type Try = { readonly account: string; readonly address: string };

/** Counts a try before it is made, so that many at once do not slip through. Answers the seconds to wait; 0 when it may be made. */
export async function takeTry(pool: pg.Pool, attempt: Try): Promise<number> {
  const { rows } = await pool.query<{ wait: number | null }>({
    name: 'take_try',
    text: `with asked as (
             select kind, key, at_most from unnest($1::text[], $2::text[], $3::int[]) as asked(kind, key, at_most)
           ), before as (
             select max(extract(epoch from a.since - now()) + $4) as wait
               from asked join login.attempt a using (kind, key)
              where a.tries >= asked.at_most and a.since > now() - make_interval(secs => $4)
           ), swept as (
             -- What is long over is of no use to anybody; a few at a time.
             delete from login.attempt where ctid in (select ctid from login.attempt where since < now() - interval '1 day' limit 20)
           ), counted as (
             -- What is refused anyhow is not counted, or whoever hammers at one account would close it for everybody. Kinds in one
             -- order, so that two tries at once do not wait for each other for ever.
             insert into login.attempt as a (kind, key, since, tries)
             select kind, key, now(), 1 from asked where (select wait from before) is null order by kind
             on conflict (kind, key) do update set
               tries = case when a.since > now() - make_interval(secs => $4) then a.tries + 1 else 1 end,
               since = case when a.since > now() - make_interval(secs => $4) then a.since else now() end
             returning kind, tries, since
           )
           select greatest((select wait from before),
                           (select max(extract(epoch from since - now()) + $4) from counted join asked using (kind) where tries > at_most))::float8 as wait`,
    values: [kinds, keysOf(attempt), kinds.map((kind) => triesMax[kind]), windowSeconds],
  });
  return Math.ceil(rows[0]?.wait ?? 0);
}

/** Right at last: the account starts anew, and the address is not charged for it. */
export async function succeeded(pool: pg.Pool, attempt: Try): Promise<void> {
  const [account, address, both] = keysOf(attempt);
  await pool.query({
    name: 'try_succeeded',
    text: `with forgotten as (delete from login.attempt where (kind = 'account' and key = $1) or (kind = 'both' and key = $3))
           update login.attempt set tries = greatest(tries - 1, 0) where kind = 'address' and key = $2`,
    values: [account, address, both],
  });
}

const kinds = ['account', 'address', 'both'] as const;

function keysOf({ account, address }: Try): [string, string, string] {
  const [who, where] = [account.trim().toLowerCase(), networkOf(address)];
  return [hash(who), hash(where), hash(`${who}\n${where}`)];
}

/** A household has a whole /64 of IPv6 addresses to itself, so that is what counts as one. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::') as [string, string | undefined];
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? front : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
