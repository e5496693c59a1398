import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { succeeded, takeTry, triesMax } from './attempts.ts';

const { pool } = await freshDatabase();

const tryTimes = async (count: number, account: (i: number) => string, address: (i: number) => string) => {
  let made = 0;
  for (let i = 0; i < count; i++) if ((await takeTry(pool, { account: account(i), address: address(i) })) === 0) made += 1;
  return made;
};

describe('tries at passwords', () => {
  test.each<readonly [string, (i: number) => string, (i: number) => string, number]>([
    ['one account from one address', () => 'an@one.example', () => '10.0.0.1', triesMax.both],
    ['one account, written in many ways', (i) => (i % 2 ? ' AN@two.example' : 'an@TWO.example '), () => '10.0.0.2', triesMax.both],
    ['one account from everywhere', () => 'an@three.example', (i) => `10.1.0.${i}`, triesMax.account],
    ['many accounts from one address', (i) => `p${i}@four.example`, () => '10.0.0.4', triesMax.address],
    ['many accounts from one network of IPv6', (i) => `p${i}@five.example`, (i) => `2001:db8:0:7::${i.toString(16)}`, triesMax.address],
    ['the same address in the clothes of IPv6', () => 'an@six.example', (i) => (i % 2 ? '10.0.0.6' : '::ffff:10.0.0.6'), triesMax.both],
    ['another network of IPv6 each', (i) => `p${i}@seven.example`, (i) => `2001:db8:${i.toString(16)}::1`, 220],
  ])('%s → stops after as many as are allowed', async (_, account, address, verdict) => {
    expect(await tryTimes(220, account, address)).toBe(verdict);
  });

  test('all at once do not slip through', async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, () => takeTry(pool, { account: 'storm@one.example', address: '10.2.0.1' })));
    expect(waits.filter((wait) => wait === 0).length).toBe(triesMax.both);
  });

  test('hammering at one account from one address closes it for nobody else', async () => {
    await tryTimes(120, () => 'victim@one.example', () => '10.3.0.1');
    expect(await takeTry(pool, { account: 'victim@one.example', address: '10.3.0.2' })).toBe(0);
  });

  test('whoever gets in starts anew, and their address is not charged', async () => {
    const attempt = { account: 'right@one.example', address: '10.4.0.1' };
    for (let i = 0; i < 60; i++) {
      expect(await takeTry(pool, attempt)).toBe(0);
      await succeeded(pool, attempt);
    }
    expect((await pool.query(`select tries from login.attempt where kind = 'address'`)).rows.some((row) => row.tries === 0)).toBe(true);
  });

  test('after a quarter of an hour it opens again', async () => {
    const attempt = { account: 'patient@one.example', address: '10.5.0.1' };
    for (let i = 0; i < 12; i++) await takeTry(pool, attempt);
    const wait = await takeTry(pool, attempt);
    expect(wait).toBeGreaterThan(890);
    expect(wait).toBeLessThanOrEqual(900);
    await pool.query(`update login.attempt set since = since - interval '15 minutes 1 second'`);
    expect(await takeTry(pool, attempt)).toBe(0);
  });

  test('no name and no address lies in the table', async () => {
    const { rows } = await pool.query<{ text: string }>(`select string_agg(key, ' ') as text from login.attempt`);
    expect(rows[0]!.text).not.toMatch(/example|10\.|2001/);
  });
});
