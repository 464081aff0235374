import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

interface AllowRule {
  readonly port: number | undefined;
  readonly hostname?: string;
  readonly range?: Range;
}

/** Public by number, yet the platform's own: Azure's WireServer, which hands out credentials. */
const PLATFORM_ADDRESSES: ReadonlySet<string> = new Set(['168.63.129.16']);
/** RFC 6052 §2.1: the well-known NAT64 prefix, which has the IPv4 address at its end. Others may have it anywhere. */
const NAT64: Range = ipaddr.parseCIDR('64:ff9b::/96');
/** RFC 4291 §2.4, as IANA assigns it: nothing else is routed publicly. */
const GLOBAL_IPV6: Range = ipaddr.parseCIDR('2000::/3');
const RULE =
  /^(?<place>\[[^\]]+\](?:\/\d+)?|[^:[\]]+|[\da-f.:]*:[\da-f.:]*(?:\/\d+)?)(?::(?<port>\d{1,5}))?$/i;
const HOST_NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_.])?$/u;
const MAX_PORT = 65_535;

/**
 * Decides which addresses may be called: public unicast ones, and what the operator's allow-list names. Addresses that carry
 * an IPv4 one (mapped, NAT64) are judged by it.
 */
export class EgressPolicy {
  /** The allow-list as given. */
  readonly allowed: readonly string[];
  readonly #rules: readonly AllowRule[];
  readonly #own: ReadonlySet<string>;

  /** @throws TypeError naming the entry that is neither host name, address nor CIDR range. */
  constructor(allow: readonly string[], ownAddresses: readonly string[] = interfaceAddresses()) {
    this.allowed = allow;
    this.#rules = allow.map(parseRule);
    this.#own = new Set(ownAddresses.map((address) => ipaddr.process(address).toString()));
  }

  /** @returns why `address`, to which `hostname` leads, must not be called; `undefined` when it may. */
  refusal(hostname: string, address: string, port: number): string | undefined {
    const parsed = unwrapped(address);
    if (this.#isAllowed(hostname, parsed, port)) return undefined;
    const range = rangeOf(parsed);
    if (range !== 'unicast') return `${hostname} leads to ${address}, a ${range} address`;
    if (PLATFORM_ADDRESSES.has(parsed.toString()))
      return `${hostname} leads to ${address}, a platform address`;
    return this.#own.has(parsed.toString())
      ? `${hostname} leads to ${address}, an address of this machine`
      : undefined;
  }

  #isAllowed(hostname: string, address: Address, port: number): boolean {
    return this.#rules.some(
      (rule) =>
        (rule.port === undefined || rule.port === port) &&
        (rule.hostname === hostname.toLowerCase() ||
          (rule.range !== undefined && isWithin(address, rule.range))),
    );
  }
}

function unwrapped(address: string): Address {
  const parsed = ipaddr.process(address);
  return isWithin(parsed, NAT64) ? new ipaddr.IPv4(parsed.toByteArray().slice(12)) : parsed;
}

/** ipaddr.js calls unicast whatever is in no list of its own, `::7f00:1` for one, which stands for 127.0.0.1. */
function rangeOf(address: Address): string {
  const range = address.range();
  const isUnassigned = range === 'unicast' && address.kind() === 'ipv6' && !isWithin(address, GLOBAL_IPV6);
  return isUnassigned ? 'reserved' : range;
}

function isWithin(address: Address, [range, bits]: Range): boolean {
  return address.kind() === range.kind() && (address as ipaddr.IPv4).match(range, bits);
}

function parseRule(entry: string): AllowRule {
  const { place = '', port } = RULE.exec(entry.trim())?.groups ?? {};
  const [host = '', bits] = place.replaceAll(/[[\]]/g, '').split('/');
  const rule = { port: port === undefined ? undefined : Number(port) };
  if ((rule.port ?? 0) > MAX_PORT) throw wrongRule(entry, `has a port above ${MAX_PORT}`);
  if (isIP(host) !== 0) return { ...rule, range: rangeFrom(host, bits, entry) };
  if (bits !== undefined) throw wrongRule(entry, 'is no CIDR range');
  const hostname = HOST_NAME.test(host) ? URL.parse(`http://${host}`)?.hostname : undefined;
  if (hostname === undefined) throw wrongRule(entry, 'is no host name, address or CIDR range');
  // `10.1` is 10.0.0.1 to a URL, and no name that a call could ever have.
  if (isIP(hostname) !== 0) throw wrongRule(entry, `must be written as ${hostname}`);
  return { ...rule, hostname };
}

function rangeFrom(host: string, bits: string | undefined, entry: string): Range {
  const address = ipaddr.parse(host);
  const maxBits = address.kind() === 'ipv4' ? 32 : 128;
  const length = bits === undefined ? maxBits : Number(bits);
  if (length > maxBits) throw wrongRule(entry, 'is no CIDR range');
  // Judged as IPv4, so the rule must be one as well.
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && length >= 96;
  return isMapped ? [address.toIPv4Address(), length - 96] : [address, length];
}

function wrongRule(entry: string, problem: string): TypeError {
  return new TypeError(
    `${entry} ${problem}; give a host name, an address or a CIDR range, each optionally with :port`,
  );
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).map(({ address }) => address.replace(/%.*$/, '')),
  );
}
