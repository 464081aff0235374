import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { AppError } from '@patchbay/integration-contracts';
import type { SealedBox } from '@patchbay/integration-contracts';
import { KeyRing } from './key-ring.ts';

const key = (): string => randomBytes(32).toString('base64');
const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'opened';
};

describe('KeyRing', () => {
  const old = `old:${key()}`;
  const ring = KeyRing.parse(`new:${key()},${old}`);

  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string({ minLength: 1 }), (values, id) => {
        expect(ring.open(ring.seal(values, id), id)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it('seals with its first key and opens with all of them', () => {
    const sealedBefore = KeyRing.parse(old).seal({ token: 't' }, 'i1');
    expect(ring.open(sealedBefore, 'i1')).toEqual({ token: 't' });
    expect(ring.seal({}, 'i1').key).toBe('new');
  });

  it('never seals the same way twice', () => {
    const [one, other] = [ring.seal({ a: 1 }, 'i1'), ring.seal({ a: 1 }, 'i1')];
    expect(one.nonce).not.toBe(other.nonce);
    expect(one.data).not.toBe(other.data);
  });

  it('does not open another integration’s settings', () => {
    expect(codeOf(() => ring.open(ring.seal({ a: 1 }, 'i1'), 'i2'))).toBe('unsealing_failed');
  });

  it('does not open with another key of the same name', () => {
    const stranger = KeyRing.parse(`new:${key()}`);
    expect(codeOf(() => ring.open(stranger.seal({ a: 1 }, 'i1'), 'i1'))).toBe('unsealing_failed');
  });

  it('names a key that is not in the ring', () => {
    const box = KeyRing.parse(`other:${key()}`).seal({ a: 1 }, 'i1');
    expect(codeOf(() => ring.open(box, 'i1'))).toBe('key_unknown');
    expect(() => ring.open(box, 'i1')).toThrow(/key other/);
  });

  it('notices any change to what was sealed', () => {
    const box = ring.seal({ token: 'secret-token' }, 'i1');
    const flip = (text: string, at: number): string => {
      const bytes = Buffer.from(text, 'base64');
      bytes.writeUInt8((bytes[at % bytes.length] ?? 0) ^ 1, at % bytes.length);
      return bytes.toString('base64');
    };
    fc.assert(
      fc.property(fc.nat(100), fc.boolean(), (at, isNonce) => {
        const tampered: SealedBox = isNonce
          ? { ...box, nonce: flip(box.nonce, at) }
          : { ...box, data: flip(box.data, at) };
        expect(codeOf(() => ring.open(tampered, 'i1'))).toBe('unsealing_failed');
      }),
    );
    expect(codeOf(() => ring.open({ ...box, data: '' }, 'i1'))).toBe('unsealing_failed');
    expect(codeOf(() => ring.open({ ...box, nonce: '' }, 'i1'))).toBe('unsealing_failed');
  });

  it('does not take a shortened authentication tag for a whole one', () => {
    const box = ring.seal({ a: 1 }, 'i1');
    const data = Buffer.from(box.data, 'base64').subarray(-12).toString('base64');
    expect(codeOf(() => ring.open({ ...box, data }, 'i1'))).toBe('unsealing_failed');
  });

  it('says which entry of the ring is wrong without repeating it', () => {
    const short = Buffer.from('too short').toString('base64');
    expect(() => KeyRing.parse(`${old},k2:${short}`)).toThrow(
      'entry 2 must be an id, a colon and 32 bytes in base64',
    );
    expect(() => KeyRing.parse('')).toThrow('entry 1');
    expect(() => KeyRing.parse(key())).toThrow('entry 1');
    expect(() => KeyRing.parse(`${old},${old}`)).toThrow('it has two keys named old');
  });

  it('makes fingerprints that only its keys make, and old ones as long as the key is there', () => {
    const one = key();
    const old = KeyRing.parse(`a:${one}`);
    const both = KeyRing.parse(`b:${key()},a:${one}`);
    const print = old.fingerprint('https://secret.example');
    expect(print).toMatch(/^a\.[0-9a-f]{16}$/);
    expect(both.fingerprint('https://secret.example', 'a')).toBe(print);
    expect(both.fingerprint('https://secret.example')).not.toBe(print);
    expect(old.fingerprint('https://other.example')).not.toBe(print);
    expect(old.fingerprint('https://secret.example', 'b')).toBeUndefined();
  });
});
