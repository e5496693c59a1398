/** Which addresses a message may be sent to: public ones, and inner ones only where the operator allows them. */

import { lookup } from 'node:dns/promises';
import type { RequestOptions } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Everything that is not the internet: this machine, inner networks, clouds' metadata, broadcast, documentation, tunnels into any of them. */
const innerRanges = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
];
/** Of IPv6 only global unicast is public at all; these parts of it are not, or hide an IPv4 address inside. */
const publicIpv6 = rangesOf(['2000::/3']);
const hiddenIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
const inner = rangesOf([...innerRanges, ...hiddenIpv6]);

export type AddressRules = {
  /** May be reached although it is inner. */
  readonly allowed: BlockList;
};

/** `SANBAO_WEBHOOK_ALLOW`: ranges such as `10.2.0.0/16, 127.0.0.1/32`. Throws when it cannot be read: a rule half understood is none. */
export function addressRules(text: string | undefined): AddressRules {
  return { allowed: rangesOf((text ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '')) };
}

export function isAllowed(ip: string, rules: AddressRules): boolean {
  const plain = unmapped(ip);
  const family = isIP(plain);
  if (family === 0) return false;
  if (rules.allowed.check(plain, family === 6 ? 'ipv6' : 'ipv4')) return true;
  return family === 4 ? !inner.check(plain, 'ipv4') : publicIpv6.check(plain, 'ipv6') && !inner.check(plain, 'ipv6');
}

export type Checked = { readonly ok: true; readonly ip: string; readonly family: 4 | 6 } | { readonly ok: false; readonly reason: string; readonly final: boolean };

/**
 * The address to connect to, and to no other: asking the name again while connecting could give another answer. One
 * inner address among those of a name is enough to refuse it.
 */
export async function checkedAddress(url: URL, rules: AddressRules, resolve: typeof lookup = lookup): Promise<Checked> {
  const host = hostOf(url);
  let found: { address: string; family: number }[];
  try {
    found = isIP(host) === 0 ? await resolve(host, { all: true }) : [{ address: host, family: isIP(host) }];
  } catch (error) {
    return { ok: false, reason: `the name ${host} is not known (${(error as { code?: string }).code ?? 'error'})`, final: false };
  }
  const refused = found.find(({ address }) => !isAllowed(address, rules));
  if (refused !== undefined) return { ok: false, reason: `${host} leads to an inner address`, final: true };
  const first = found[0];
  if (first === undefined) return { ok: false, reason: `the name ${host} has no address`, final: false };
  return { ok: true, ip: unmapped(first.address), family: isIP(unmapped(first.address)) as 4 | 6 };
}

/** What is wrong with an address as it is written, before anybody is asked for its name; null when nothing is. */
export function faultInUrl(text: string, rules: AddressRules): string | null {
  if (!URL.canParse(text)) return 'not a web address';
  const url = new URL(text);
  const host = hostOf(url);
  if (url.username !== '' || url.password !== '') return 'a name or a password in the address';
  if (isIP(host) !== 0 && !isAllowed(host, rules)) return 'an inner address';
  if (/(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/i.test(host) && rules.allowed.rules.length === 0) return 'an inner name';
  if (url.protocol === 'https:') return null;
  // In clear only where the operator vouches for the way.
  return url.protocol === 'http:' && rules.allowed.rules.length > 0 ? null : 'not https';
}

/** A request to the very address that was checked, under the name that was asked for. */
export function pinnedTo(url: URL, { ip, family }: { readonly ip: string; readonly family: 4 | 6 }): RequestOptions & { readonly servername: string } {
  return {
    host: ip, family, port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port), path: `${url.pathname}${url.search}`,
    // A connection of its own: one that is kept would be found again by name.
    agent: false, servername: /[a-z]/i.test(hostOf(url)) && !hostOf(url).includes(':') ? hostOf(url) : '',
  };
}

/** Without the brackets of IPv6. `new URL` has already read 0x7f.1 and 2130706433 as what they are. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** ::ffff:10.0.0.1 is 10.0.0.1, in either spelling. */
function unmapped(ip: string): string {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (dotted) return dotted[1]!;
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(ip);
  if (!hex) return ip;
  const [high, low] = [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    const family = isIP(address);
    const length = bits === '' ? (family === 6 ? 128 : 32) : Number(bits);
    if (family === 0 || !Number.isInteger(length)) throw new Error(`not a range of addresses: ${range}`);
    list.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
