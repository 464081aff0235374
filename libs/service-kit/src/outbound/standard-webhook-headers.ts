import { createHmac, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { RequestSigning } from '@patchbay/integration-contracts';

/** What is signed along with a request, where its scheme has a place for it. */
export interface SignatureMoment {
  /** Of the message, the same however often it is sent. */
  readonly id: string;
  readonly at: Date;
}

type StandardSigning = Extract<RequestSigning, { kind: 'standard_webhooks' }>;

/** RFC 8410 §7: what stands before the 32 bytes of an ed25519 seed in PKCS#8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;
/** Making a key takes as long as signing with it. */
const keys = new LRUCache<string, KeyObject>({ max: 1000 });

/**
 * The headers of Standard Webhooks 1.0.0. While keys are exchanged there are several, and a receiver takes whichever it knows.
 * The reference package signs text, which would change bytes that are no UTF-8; hence node's own functions.
 * @throws TypeError when a key is none; settings are checked when they are saved
 */
export function standardWebhookHeaders(
  body: string | Uint8Array,
  { secrets, privateKeys }: StandardSigning,
  { id, at }: SignatureMoment,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const prefix = `${id}.${timestamp}.`;
  const symmetric = secrets.map((secret) => {
    const hmac = createHmac('sha256', decoded(secret)).update(prefix).update(body);
    return `v1,${hmac.digest('base64')}`;
  });
  const asymmetric = privateKeys.map((key) => {
    const message = Buffer.concat([Buffer.from(prefix), Buffer.from(body)]);
    return `v1a,${sign(null, message, ed25519(key)).toString('base64')}`;
  });
  const signature = [...symmetric, ...asymmetric].join(' ');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

/** What stands behind `whsec_` or `whsk_`. */
function decoded(key: string): Buffer {
  return Buffer.from(key.slice(key.indexOf('_') + 1), 'base64');
}

/** The public half may follow the seed; it is computed anyway. */
function ed25519(key: string): KeyObject {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const seed = decoded(key).subarray(0, SEED_BYTES);
  if (seed.length < SEED_BYTES) throw new TypeError('a signing key has fewer than 32 bytes');
  const made = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  keys.set(key, made);
  return made;
}
