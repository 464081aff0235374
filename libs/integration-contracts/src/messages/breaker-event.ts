import { z } from 'zod';

export const BREAKER_STATES = ['open', 'half_open', 'closed'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

const ValueSchema = z.object({
  v: z.literal(1),
  /** Scheme, host and port. */
  origin: z.string().min(1),
  state: z.enum(BREAKER_STATES),
  /** Of `open`: failed calls within the breaker's window. */
  failures: z.number().exactOptional(),
  workerId: z.string().min(1),
  /** Epoch milliseconds. */
  at: z.number(),
});

/** A change of one worker's breaker, as `integration.breakers` carries it under the origin. */
export type BreakerEvent = Readonly<Omit<z.infer<typeof ValueSchema>, 'v'>>;

export function encodeBreakerEvent(event: BreakerEvent): { readonly key: string; readonly value: string } {
  return { key: event.origin, value: JSON.stringify({ v: 1, ...event }) };
}

/** @throws z.ZodError or SyntaxError when the bytes are no event of a version known here. */
export function decodeBreakerEvent(value: Uint8Array): BreakerEvent {
  const { v: _version, ...event } = ValueSchema.parse(JSON.parse(Buffer.from(value).toString()));
  return event;
}
