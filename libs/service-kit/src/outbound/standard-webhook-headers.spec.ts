import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { post } from '@patchbay/integration-contracts';
import { outgoingRequest } from './outgoing-request.ts';
import { standardWebhookHeaders } from './standard-webhook-headers.ts';

/*
 * Signatures are checked by the public package of Standard Webhooks, and those by ed25519, which it can't check, with the public
 * key that belongs to the private one in the tests of the specification's other implementations.
 */

const CURRENT = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const PREVIOUS = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;
const STRANGE = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const PRIVATE_KEY =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC_KEY = '1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
/** RFC 8410 §4: what stands before a public key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const payload = '{"object_kind":"push","message":"grün"}';
const now = (): { readonly id: string; readonly at: Date } => ({ id: 'delivery-1', at: new Date() });
const signed = (secrets: readonly string[], privateKeys: readonly string[] = [], moment = now()) =>
  standardWebhookHeaders(payload, { kind: 'standard_webhooks', secrets, privateKeys }, moment);
const isAccepted = (secret: string, headers: Record<string, string>, body = payload): boolean => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

describe('the headers of Standard Webhooks', () => {
  it('are what the specification has for its example', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const moment = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000) };
    const signing = { kind: 'standard_webhooks', secrets: [secret], privateKeys: [] } as const;
    expect(standardWebhookHeaders('{"test": 2432232314}', signing, moment)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('are accepted by the public package, and not for another body, id, time or secret', () => {
    const headers = signed([CURRENT]);
    expect(isAccepted(CURRENT, headers)).toBe(true);
    expect(isAccepted(STRANGE, headers)).toBe(false);
    expect(isAccepted(CURRENT, headers, payload.replace('push', 'pull'))).toBe(false);
    expect(isAccepted(CURRENT, { ...headers, 'webhook-id': 'delivery-2' })).toBe(false);
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(isAccepted(CURRENT, { ...headers, 'webhook-timestamp': later })).toBe(false);
  });

  it('are accepted by receivers with the new secret and with the old one while secrets are exchanged', () => {
    const headers = signed([CURRENT, PREVIOUS]);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect([CURRENT, PREVIOUS, STRANGE].map((secret) => isAccepted(secret, headers))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('can be checked with the public half of an ed25519 key', () => {
    const headers = signed([CURRENT], [PRIVATE_KEY]);
    const [, asymmetric = ''] = headers['webhook-signature']?.split(' ') ?? [];
    expect(asymmetric).toMatch(/^v1a,[\w+/]+==$/);
    const key = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, Buffer.from(PUBLIC_KEY, 'base64')]),
      format: 'der',
      type: 'spki',
    });
    const content = Buffer.from(`delivery-1.${headers['webhook-timestamp'] ?? ''}.${payload}`);
    const signature = Buffer.from(asymmetric.slice('v1a,'.length), 'base64');
    expect(verify(null, content, key, signature)).toBe(true);
    expect(verify(null, Buffer.from(`${content.toString()} `), key, signature)).toBe(false);
    // The seed alone is the same key.
    const seed = `whsk_${Buffer.from(PRIVATE_KEY.slice(5), 'base64').subarray(0, 32).toString('base64')}`;
    const moment = { id: 'delivery-1', at: new Date(0) };
    expect(signed([], [seed], moment)).toEqual(signed([], [PRIVATE_KEY], moment));
    expect(isAccepted(CURRENT, headers)).toBe(true);
  });

  it('are made of the bytes as they are, be they text or not', () => {
    const signing = { kind: 'standard_webhooks', secrets: [CURRENT], privateKeys: [PRIVATE_KEY] } as const;
    const moment = now();
    const ofBytes = (bytes: Uint8Array) => standardWebhookHeaders(bytes, signing, moment);
    expect(ofBytes(Buffer.from(payload))).toEqual(standardWebhookHeaders(payload, signing, moment));
    expect(ofBytes(Buffer.from([0xff]))).not.toEqual(ofBytes(Buffer.from([0xfe])));
  });

  it('need a whole key', () => {
    expect(() => signed([], ['whsk_c2hvcnQ='])).toThrow('a signing key has fewer than 32 bytes');
  });
});

describe('a request signed by Standard Webhooks', () => {
  const signing = { kind: 'standard_webhooks', secrets: [CURRENT], privateKeys: [] } as const;
  const identity = {
    idempotencyKey: 'c3a9e5b4-8d17-56f2-b0d7-718e54a2c96b',
    eventId: 'event-1',
    trigger: 'push',
    requestId: 'request-1',
    eventUuid: undefined,
    instanceUrl: undefined,
  } as const;
  const body = { type: 'application/json', body: payload };
  const at = (offsetMs: number) =>
    outgoingRequest(post('https://hooks.example.com/', body, { signing }), {
      ...identity,
      at: Date.now() - offsetMs,
    }).headers;

  it('is signed afresh at each attempt, under the same id', () => {
    const first = at(3_600_000);
    const retry = at(0);
    expect(isAccepted(CURRENT, first)).toBe(false);
    expect(isAccepted(CURRENT, retry)).toBe(true);
    expect(retry['webhook-id']).toBe(first['webhook-id']);
    expect(retry['webhook-id']).toBe(retry['idempotency-key']);
    expect(retry['webhook-id']).not.toContain('.');
  });

  it('lets no definition write what is signed', () => {
    const headers = { 'Webhook-Id': 'mine', 'webhook-signature': 'v1,mine' };
    const request = outgoingRequest(post('https://hooks.example.com/', body, { signing, headers }), {
      ...identity,
      at: Date.now(),
    });
    expect(isAccepted(CURRENT, request.headers)).toBe(true);
  });
});
