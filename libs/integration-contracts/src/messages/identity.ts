import { hash } from 'node:crypto';

/** UUID v5 namespaces, made once for Patchbay (random v4 values); changing one changes every id derived from it. */
const EVENT_NAMESPACE = Buffer.from('6f1d0d3a5b0c4b7e9a8c2f64c1f3a7d2', 'hex');
const DELIVERY_NAMESPACE = Buffer.from('c3a9e5b48d1746f2b0d7718e54a2c96b', 'hex');

/** RFC 9562 §5.5: SHA-1 over namespace and name, version and variant bits set. */
function uuidV5(namespace: Buffer, name: string): string {
  const digest = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'hex');
  const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** The id of an event that came without one: where it lies in Kafka, so reading it again gives the same id. */
export function eventIdOf(topic: string, partition: number, offset: string): string {
  return uuidV5(EVENT_NAMESPACE, `${topic}-${partition}-${offset}`);
}

/**
 * The same for every attempt, redelivery and replay of an event to an integration: what receivers drop doubles by
 * (`Idempotency-Key`, `webhook-id`).
 * @param projectKey the project's id or, where an event has none, its group path; empty for neither
 */
export function deliveryIdOf(eventId: string, integrationId: string, projectKey: string): string {
  return uuidV5(DELIVERY_NAMESPACE, `${eventId}\n${integrationId}\n${projectKey}`);
}
