import { BlockList, isIP } from 'node:net';

/** Tells from which address a request came. */
export type ClientAddress = (request: {
  /** Of whoever opened the connection. */
  peer: string | undefined;
  /** The header `X-Forwarded-For`, where there is one. */
  forwardedFor: string | undefined;
}) => string | null;

/**
 * Takes the address of whoever opened the connection; where that is a trusted proxy, the last of the addresses in
 * `X-Forwarded-For` that is none. What stands before it there anybody can have written.
 *
 * @param trustedProxies Addresses, and ranges in CIDR notation. With none, the header counts for nothing.
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

/** An address without port, brackets and zone; IPv4 that is written as IPv6 as what it is. */
const plainAddress = (text: string): string =>
  text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Who is counted as one caller: an address; of IPv6 the network of 64 bits, all of whose addresses one client can have.
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
 * Addresses, and ranges in CIDR notation (RFC 4632, RFC 4291).
 *
 * @throws Error for what is neither.
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
