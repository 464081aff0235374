import fc from 'fast-check';
import { refusalOfLiteral } from './egress-lookup.ts';
import { EgressPolicy } from './egress-policy.ts';

const OWN = ['93.184.215.14', '2606:2800:21f:cb07::1'];
const policy = new EgressPolicy([], OWN);
const refusal = (address: string, given = policy): string | undefined =>
  given.refusal('hooks.example.com', address, 443);

const REFUSED: readonly (readonly [string, string])[] = [
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['loopback', '::1'],
  ['unspecified', '0.0.0.0'],
  ['unspecified', '0.1.2.3'],
  ['unspecified', '::'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['linkLocal', '169.254.1.1'],
  ['linkLocal', '169.254.169.254'],
  ['linkLocal', 'fe80::1'],
  ['carrierGradeNat', '100.64.0.1'],
  ['carrierGradeNat', '100.100.100.200'],
  ['multicast', '224.0.0.1'],
  ['multicast', '239.255.255.255'],
  ['multicast', 'ff02::1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['reserved', '192.0.0.8'],
  ['reserved', '192.0.2.1'],
  ['reserved', '198.18.0.1'],
  ['reserved', '198.51.100.7'],
  ['reserved', '203.0.113.9'],
  ['reserved', '2001:db8::1'],
  ['uniqueLocal', 'fd00:ec2::254'],
  ['uniqueLocal', 'fc00::1'],
  ['deprecatedSiteLocal', 'fec0::1'],
  ['6to4', '2002:7f00:1::'],
  ['6to4', '2002:808:808::'],
  ['teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['discard', '100::1'],
  ['platform', '168.63.129.16'],
  ['reserved', '::7f00:1'],
  ['private', '::10.0.0.1'],
  ['reserved', '4000::1'],
  ['rfc6145', '::ffff:0:127.0.0.1'],
];

describe('EgressPolicy without an allow-list', () => {
  it.each(REFUSED)('refuses the %s address %s', (range, address) => {
    expect(refusal(address)).toBe(`hooks.example.com leads to ${address}, a ${range} address`);
  });

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'])(
    'refuses %s mapped into IPv6 and behind NAT64',
    (address) => {
      expect(refusal(`::ffff:${address}`)).toBeDefined();
      expect(refusal(`64:ff9b::${address}`)).toBeDefined();
    },
  );

  it('lets public addresses through, behind NAT64 as well', () => {
    for (const address of ['8.8.8.8', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2606:4700:4700::1111'])
      expect(refusal(address)).toBeUndefined();
  });

  it('refuses a local NAT64 prefix, which may hold its IPv4 address anywhere', () => {
    expect(refusal('64:ff9b:1:a00:0:100:808:808')).toContain('rfc6052');
  });

  it('refuses the addresses of the machine itself', () => {
    for (const address of [...OWN, `::ffff:${OWN[0] ?? ''}`])
      expect(refusal(address)).toContain('an address of this machine');
  });

  it('knows the machine’s own interfaces when none are given', () => {
    expect(() => new EgressPolicy([])).not.toThrow();
  });

  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://user:pass@169.254.169.254/latest',
    'http://3232235777/',
  ])('sees through the notation of %s', (url) => {
    expect(refusalOfLiteral(policy, new URL(url))).toBeDefined();
  });

  it('leaves names to the look-up and lets public literals through', () => {
    for (const url of ['http://localhost/', 'https://8.8.8.8/', 'https://[2606:4700:4700::1111]:8443/'])
      expect(refusalOfLiteral(policy, new URL(url))).toBeUndefined();
  });

  const ipv4In = (base: number, bits: number) =>
    fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((rest) => {
      const value = base + rest;
      return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
    });
  const refusedIpv4 = fc.oneof(
    ipv4In(0, 8),
    ipv4In(0x0a000000, 8),
    ipv4In(0x64400000, 10),
    ipv4In(0x7f000000, 8),
    ipv4In(0xa9fe0000, 16),
    ipv4In(0xac100000, 12),
    ipv4In(0xc0000000, 24),
    ipv4In(0xc0a80000, 16),
    ipv4In(0xc6120000, 15),
    ipv4In(0xe0000000, 4),
    ipv4In(0xf0000000, 4),
  );

  it('refuses every address of the refused IPv4 ranges, in every form that carries it', () => {
    fc.assert(
      fc.property(refusedIpv4, (address) => {
        for (const form of [address, `::ffff:${address}`, `64:ff9b::${address}`, `::${address}`])
          expect(refusal(form)).toBeDefined();
      }),
    );
  });

  it('refuses every IPv6 address outside of what is routed publicly', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 7, maxLength: 7 });
    const first = fc.oneof(
      fc.integer({ min: 0, max: 0x1fff }),
      fc.integer({ min: 0x4000, max: 0xffff }),
      fc.constant(0x2002),
    );
    fc.assert(
      fc.property(first, groups, (head, rest) => {
        const address = [head, ...rest].map((group) => group.toString(16)).join(':');
        fc.pre(!address.startsWith('64:ff9b:0:0:0:0:') && !address.startsWith('0:0:0:0:0:ffff:'));
        expect(refusal(address)).toBeDefined();
      }),
    );
  });
});

describe('EgressPolicy with an allow-list', () => {
  it.each([
    ['10.1.0.0/16', '10.1.255.3'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.1.2.3', '::ffff:10.1.2.3'],
    ['10.1.2.3:443', '10.1.2.3'],
    ['::1', '::1'],
    ['[::1]:443', '::1'],
    ['fd00::/8', 'fd12::1'],
    ['[fd00::]/8:443', 'fd12::1'],
    ['[fd00::/8]:443', 'fd12::1'],
    ['fd00::/8:443', 'fd12::1'],
    ['::ffff:10.0.0.0/104', '10.9.9.9'],
    ['hooks.example.com', '10.9.9.9'],
    ['Hooks.Example.COM:443', '169.254.169.254'],
    [' 93.184.215.14 ', '93.184.215.14'],
    ['0.0.0.0/0', '127.0.0.1'],
  ])('lets %s through to %s', (rule, address) => {
    expect(refusal(address, new EgressPolicy([rule], OWN))).toBeUndefined();
  });

  it.each([
    ['10.1.0.0/16', '10.2.0.1'],
    ['10.1.2.3:8080', '10.1.2.3'],
    ['hooks.example.com:8080', '10.1.2.3'],
    ['example.com', '10.1.2.3'],
    ['other.example.com', '10.1.2.3'],
    ['[::1]:8080', '::1'],
    ['::/0', '127.0.0.1'],
  ])('does not let %s stand for %s', (rule, address) => {
    expect(refusal(address, new EgressPolicy([rule], OWN))).toBeDefined();
  });

  it('compares international names in the form that URLs have', () => {
    const allowing = new EgressPolicy(['bücher.example'], OWN);
    const { hostname } = new URL('https://BÜCHER.example/');
    expect(allowing.refusal(hostname, '10.0.0.1', 443)).toBeUndefined();
  });

  it.each([
    ['http://hooks.example.com', 'is no host name'],
    ['hooks.example.com/path', 'is no CIDR range'],
    ['*.example.com', 'is no host name'],
    ['user@example.com', 'is no host name'],
    ['', 'is no host name'],
    ['10.0.0.0/33', 'is no CIDR range'],
    ['fd00::/129', 'is no CIDR range'],
    ['fd00:::1', 'is no host name'],
    ['10.1', 'must be written as 10.0.0.1'],
    ['0x7f.1', 'must be written as 127.0.0.1'],
    ['hooks.example.com:99999', 'has a port above 65535'],
    ['hooks.example.com:http', 'is no host name'],
    ['[::1', 'is no host name'],
  ])('says what is wrong with the entry %j', (rule, problem) => {
    expect(() => new EgressPolicy([rule], OWN)).toThrow(`${rule} ${problem}`);
  });
});
