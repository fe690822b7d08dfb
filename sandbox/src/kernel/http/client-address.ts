import { BlockList, isIP } from 'node:net';

/** Returns the address that a request came from. */
export type ClientAddress = (request: {
  /** Address at the other end of the connection. */
  peer: string | undefined;
  /** The header `X-Forwarded-For`, if there is one. */
  forwardedFor: string | undefined;
}) => string | null;

/**
 * Takes the address at the other end of the connection. Where that is a trusted proxy, it takes the last
 * address in `X-Forwarded-For` that is not a trusted proxy. Anyone can have written the addresses before that
 * one.
 *
 * @param trustedProxies Addresses, and ranges in CIDR notation. With none, the header is ignored.
 */
export function clientAddress(trustedProxies: string[]): ClientAddress {
  const trusted = rangesOf(trustedProxies);
  return ({ peer, forwardedFor = '' }) => {
    const way = [...forwardedFor.split(','), peer ?? ''].map(plainAddress);
    let address: string | null = null;
    for (const hop of way.reverse()) {
      if (isIP(hop) === 0) break;
      address = hop;
      if (!trusted.check(hop, familyOf(hop))) break;
    }
    return address;
  };
}

/** Returns an address without port, brackets and zone. IPv4 that is written as IPv6 becomes IPv4. */
const plainAddress = (text: string): string =>
  text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Returns the unit that is counted as one caller: an address, or for IPv6 the network of 64 bits, because one
 * client can have all of its addresses.
 */
export function callerOf(address: string | null): string {
  if (address === null || isIP(address) !== 6) return `${address}`;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/**
 * Reads addresses, and ranges in CIDR notation (RFC 4632, RFC 4291).
 *
 * @throws Error for a text that is neither.
 */
export function rangesOf(ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
    const family = familyOf(address);
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  }
  return list;
}

export const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
