import type { LookupAddress, LookupOptions } from 'node:dns';
import { EgressRefusedError, egressLookup, portOf, shared } from './egress-lookup.ts';
import { EgressPolicy } from './egress-policy.ts';

const policy = new EgressPolicy(['10.0.0.5:8443'], []);
const good: LookupAddress = { address: '8.8.8.8', family: 4 };
const alsoGood: LookupAddress = { address: '2606:4700::1111', family: 6 };
const bad: LookupAddress = { address: '10.0.0.1', family: 4 };

interface Answer {
  error: Error | null;
  address: string | LookupAddress[];
  family: number | undefined;
}

/** Looks a name up as a socket does, with a resolver that gives these addresses. */
function lookUp(
  addresses: LookupAddress[],
  options: LookupOptions = { all: true },
  port = 443,
): Promise<Answer> {
  const lookup = egressLookup(policy, port, (_hostname, callback) => {
    callback(null, addresses);
  });
  return new Promise((resolve) => {
    lookup('hooks.example.com', options, (error, address, family) => {
      resolve({ error, address, family });
    });
  });
}

describe('egressLookup', () => {
  it('hands on exactly the addresses that it checked', async () => {
    const addresses = [good, alsoGood];
    expect(await lookUp(addresses)).toEqual({ error: null, address: addresses, family: undefined });
  });

  it('gives the first one to whoever wants a single address', async () => {
    expect(await lookUp([good, alsoGood], {})).toEqual({ error: null, address: '8.8.8.8', family: 4 });
  });

  it.each([
    ['first', [bad, good]],
    ['last', [good, alsoGood, bad]],
  ])('refuses a name when its %s address is not allowed', async (_name, addresses) => {
    const { error, address } = await lookUp(addresses);
    expect(error).toBeInstanceOf(EgressRefusedError);
    expect(error?.message).toBe('hooks.example.com leads to 10.0.0.1, a private address');
    expect(address).toEqual([]);
  });

  it('resolves a name once for each connection, so that what was checked is what is dialled', async () => {
    let lookups = 0;
    const answers = [[good], [bad]];
    const lookup = egressLookup(policy, 443, (_hostname, callback) => {
      callback(null, answers[lookups++] ?? []);
    });
    const dialled = await new Promise((resolve) => {
      lookup('hooks.example.com', { all: true }, (_error, address) => {
        resolve(address);
      });
    });
    expect(dialled).toEqual([good]);
    expect(lookups).toBe(1);
  });

  it('asks the policy with the port of the connection', async () => {
    const allowed = [{ address: '10.0.0.5', family: 4 }];
    expect((await lookUp(allowed, { all: true }, 8443)).error).toBeNull();
    expect((await lookUp(allowed, { all: true }, 443)).error).toBeInstanceOf(EgressRefusedError);
  });

  it('hands on that a name could not be resolved', async () => {
    const lookup = egressLookup(policy, 443, (_hostname, callback) => {
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    });
    const error = await new Promise((resolve) => {
      lookup('nowhere.example', { all: true }, resolve);
    });
    expect(error).toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('shared', () => {
  it('resolves a name once for all who ask while it is under way, and anew for who comes later', () => {
    const asked: string[] = [];
    const pending: (() => void)[] = [];
    const resolve = shared((hostname, callback) => {
      asked.push(hostname);
      pending.push(() => {
        callback(null, [good]);
      });
    });
    const answers: LookupAddress[][] = [];
    const take = (_error: Error | null, addresses: LookupAddress[]): void => void answers.push(addresses);
    resolve('a.example', take);
    resolve('a.example', take);
    resolve('b.example', take);
    expect(asked).toEqual(['a.example', 'b.example']);
    for (const answer of pending.splice(0)) answer();
    expect(answers).toHaveLength(3);
    resolve('a.example', take);
    expect(asked).toHaveLength(3);
  });
});

describe('portOf', () => {
  it.each([
    ['https://example.com/', 443],
    ['http://example.com/', 80],
    ['https://example.com:8443/', 8443],
    ['http://[::1]:81/', 81],
  ])('reads the port of %s', (url, port) => {
    expect(portOf(new URL(url))).toBe(port);
  });
});
