import { z } from 'zod';

/** Whether deliveries go out: all of them, none before a time, or none until a person acts. */
export const HEALTH_STATES = ['healthy', 'paused', 'off'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

const ValueSchema = z.object({
  v: z.literal(1),
  integrationId: z.string().min(1),
  state: z.enum(HEALTH_STATES),
  /** Epoch milliseconds; of `paused`: when the next delivery may be tried. */
  pausedUntil: z.number().exactOptional(),
  /** Epoch milliseconds: when the state began. */
  since: z.number(),
  /** Failures in a row by then. */
  failures: z.number(),
  /** Raised by every change of the integration; an older one must be dropped. */
  version: z.number(),
});

/** A change of an integration's health, as `integration.health` carries it under the integration's id. */
export type HealthChange = Readonly<Omit<z.infer<typeof ValueSchema>, 'v'>>;

export function encodeHealthChange(change: HealthChange): { readonly key: string; readonly value: string } {
  return { key: change.integrationId, value: JSON.stringify({ v: 1, ...change }) };
}

/** @throws z.ZodError or SyntaxError when the bytes are no change of a version known here. */
export function decodeHealthChange(value: Uint8Array): HealthChange {
  const { v: _version, ...change } = ValueSchema.parse(JSON.parse(Buffer.from(value).toString()));
  return change;
}
