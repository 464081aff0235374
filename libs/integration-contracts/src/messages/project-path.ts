import { z } from 'zod';
import { headerText } from './delivery-record.ts';
import type { KafkaHeaders } from './delivery-record.ts';
import { isFullPath } from './namespace-move.ts';

/** Where a project is, as `integration.projects` carries it under the project's id. */
export interface ProjectPath {
  readonly id: number;
  /** Full path as GitLab writes it; absent for a project that is gone. */
  readonly path: string | undefined;
  /** Epoch milliseconds: when it was there. What is older than what is known must be dropped. */
  readonly at: number;
  /** Of the event that told of it. */
  readonly eventId: string;
}

/** A project path as Kafka takes it; it fits the records of both producers and consumers. */
export interface ProjectPathRecord {
  readonly key: string;
  /** A tombstone for a project that is gone, so that compaction forgets it. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const ValueSchema = z.object({
  v: z.literal(1),
  id: z.number().int().nonnegative(),
  path: z.string().refine(isFullPath, { error: 'must be the full path of a project' }),
  at: z.number(),
  eventId: z.string().min(1),
});
const TombstoneSchema = z.object({
  id: z.coerce.number().int().nonnegative(),
  at: z.coerce.number(),
  eventId: z.string().min(1),
});

/** A tombstone has no value to say when it was made: its headers do. */
export function encodeProjectPath({ id, path, at, eventId }: ProjectPath): ProjectPathRecord {
  const key = String(id);
  if (path !== undefined) return { key, value: JSON.stringify({ v: 1, id, path, at, eventId }), headers: {} };
  return { key, value: null, headers: { at: String(at), 'event-id': eventId } };
}

/** @throws z.ZodError or SyntaxError when the record is not one of a version known here. */
export function decodeProjectPath(record: {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: KafkaHeaders;
}): ProjectPath {
  const { key, value, headers } = record;
  if (value !== null) {
    const { v: _version, ...place } = ValueSchema.parse(JSON.parse(Buffer.from(value).toString()));
    return place;
  }
  const tombstone = TombstoneSchema.parse({
    id: key === null ? undefined : Buffer.from(key).toString(),
    at: headerText(headers, 'at'),
    eventId: headerText(headers, 'event-id'),
  });
  return { ...tombstone, path: undefined };
}
