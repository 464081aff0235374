import { z } from 'zod';

/** How a delivery's attempt ended. `retrying` and `parked` have a retry record; `dead` a record on the dead topic. */
export const OUTCOMES = ['delivered', 'retrying', 'parked', 'dead', 'ignored'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const OutcomeSchema = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  integrationId: z.string(),
  /** 1 for the first; 0 when no request was ever made. */
  attempt: z.number(),
  outcome: z.enum(OUTCOMES),
  /** Of `parked`: how often since the last attempt, this time included. */
  parks: z.number().exactOptional(),
  /** The HTTP status of the last request; 0 when there was no answer. */
  status: z.number(),
  /** Why, for anything but `delivered`: an error code of the table or `http_<status>`. */
  reason: z.string().optional(),
  durationMs: z.number(),
  /** Of the resend, replay or recovery; absent where an event led to the delivery. */
  requestId: z.string().exactOptional(),
  /** Epoch milliseconds. */
  at: z.number(),
});
export type DeliveryOutcome = z.infer<typeof OutcomeSchema>;

const PackSchema = z.object({ v: z.literal(1), outcomes: z.array(OutcomeSchema) });

/** A record on `integration.results`: the outcomes of one delivery partition, in the order they came about. */
export function encodeOutcomes(outcomes: readonly DeliveryOutcome[]): string {
  return JSON.stringify({ v: 1, outcomes });
}

/** @throws z.ZodError or SyntaxError when the bytes are not a pack of a version known here. */
export function decodeOutcomes(value: Uint8Array): DeliveryOutcome[] {
  return PackSchema.parse(JSON.parse(Buffer.from(value).toString())).outcomes;
}
