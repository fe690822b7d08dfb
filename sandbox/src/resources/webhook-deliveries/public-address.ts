import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * IPv4 ranges that are not public: the special-purpose registry of RFC 6890, and the metadata service of one
 * cloud.
 */
const SPECIAL: [address: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Parts of IPv6's only global range that are not public, or that contain another address: Teredo, 6to4. */
const SPECIAL6: [address: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [address, prefix] of SPECIAL) special.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of SPECIAL6) special.addSubnet(address, prefix, 'ipv6');

const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Tells whether an address is public: neither of this machine, nor of a private network, nor reserved. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** An error for a host that has an address which is not public. */
export class PrivateAddress extends Error {}

/**
 * Looks up a host for a connection that uses only the addresses that were found and checked here. A name that
 * leads elsewhere at the next look-up has no effect.
 */
export const lookupPublic: LookupFunction = (hostname, options, found) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return found(error, '');
    if (!addresses.every(({ address }) => isPublicAddress(address))) return found(new PrivateAddress(), '');
    if (options.all) return found(null, addresses);
    found(null, first.address, first.family);
  });
};

/** @throws PrivateAddress for a host that is itself such an address, because it is not looked up. */
export function refusePrivateHost({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw new PrivateAddress();
}
