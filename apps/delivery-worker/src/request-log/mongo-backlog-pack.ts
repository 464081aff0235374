import mongoose from 'mongoose';
import type { AttemptDocument } from '@patchbay/integration-contracts';

const { BSON } = mongoose.mongo;

/** Attempts as `integration.request-log.backlog` carries them: BSON, so that bodies and dates stay what they are. */
export function encodeBacklog(attempts: readonly AttemptDocument[]): Buffer {
  return Buffer.from(BSON.serialize({ v: 1, attempts }));
}

/** @throws BSONError or TypeError when the bytes are not such a pack */
export function decodeBacklog(value: Uint8Array): AttemptDocument[] {
  const { v, attempts } = BSON.deserialize(value, { promoteBuffers: true });
  if (v !== 1 || !Array.isArray(attempts)) throw new TypeError('not a pack of attempts of version 1');
  return attempts as AttemptDocument[];
}
