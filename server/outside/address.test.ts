import { describe, expect, test } from 'vitest';
import { addressRules, checkedAddress, faultInUrl, isAllowed } from './address.ts';

const strict = addressRules(undefined);
const loopback = addressRules('127.0.0.0/8, ::1');

describe('addresses a message may be sent to', () => {
  test.each([
    ['8.8.8.8', true],
    ['2606:4700:4700::1111', true],
    ['127.0.0.1', false],
    ['127.8.8.8', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['100.64.0.1', false],
    // Where clouds tell a machine its secrets.
    ['169.254.169.254', false],
    ['192.0.2.1', false],
    ['198.18.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    // IPv4 in a coat of IPv6: mapped, compatible, NAT64, 6to4, Teredo.
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:8.8.8.8', true],
    ['::127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:0:7f00:1::', false],
    ['not an address', false],
  ])('%s → %s', (ip, verdict) => {
    expect(isAllowed(ip, strict)).toBe(verdict);
  });

  test.each([['127.0.0.1', true], ['::1', true], ['::ffff:127.0.0.1', true], ['10.0.0.1', false]])('where the operator allows this machine, %s → %s', (ip, verdict) => {
    expect(isAllowed(ip, loopback)).toBe(verdict);
  });

  test.each(['10.0.0.0/x', 'inner', '10.0.0.0/8;127.0.0.1'])('a rule that cannot be read, %s → no start', (text) => {
    expect(() => addressRules(text)).toThrow();
  });
});

describe('addresses as they are written', () => {
  test.each([
    ['https://hooks.example.com/sanbao?x=1', null],
    ['http://hooks.example.com/', 'not https'],
    ['ftp://hooks.example.com/', 'not https'],
    ['https://user:secret@hooks.example.com/', 'a name or a password in the address'],
    ['https://127.0.0.1/', 'an inner address'],
    ['https://[::1]/', 'an inner address'],
    // Other spellings of 127.0.0.1.
    ['https://2130706433/', 'an inner address'],
    ['https://0x7f.1/', 'an inner address'],
    ['https://0177.0.0.1/', 'an inner address'],
    ['https://[::ffff:127.0.0.1]/', 'an inner address'],
    ['https://localhost/', 'an inner name'],
    ['https://metadata.google.internal/', 'an inner name'],
    ['nothing', 'not a web address'],
  ])('%s → %s', (url, fault) => {
    expect(faultInUrl(url, strict)).toBe(fault);
  });

  test('in clear only where the operator vouches for the way', () => {
    expect(faultInUrl('http://127.0.0.1:8080/', loopback)).toBeNull();
  });
});

describe('names', () => {
  // The answers of a name server, as an attacker would choose them.
  const answers = (...addresses: string[]) => (async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))) as never;
  test.each([
    ['a public one', ['93.184.216.34'], { ok: true, ip: '93.184.216.34', family: 4 }],
    ['an inner one', ['10.0.0.5'], { ok: false, final: true }],
    ['a public and an inner one', ['93.184.216.34', '169.254.169.254'], { ok: false, final: true }],
    ['none', [], { ok: false, final: false }],
  ])('that lead to %s', async (_, addresses, verdict) => {
    expect(await checkedAddress(new URL('https://hooks.example.com/'), strict, answers(...addresses))).toMatchObject(verdict);
  });

  test('that nobody knows → tried again later', async () => {
    expect(await checkedAddress(new URL('https://no-such-name.invalid/'), strict)).toMatchObject({ ok: false, final: false });
  });
});
