import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import { idempotencyKey, isAccepted } from '../receiver/index.ts';
import type { ReceivedRequest } from '../receiver/index.ts';
import type { ConfiguredIntegration } from './configure.ts';
import { deliveryOf } from './configure.ts';
import type { DemoEvent } from './event-stream.ts';

/** A delivery that should come about, with what has been seen of it so far. */
export interface ExpectedDelivery {
  readonly id: string;
  readonly integration: ConfiguredIntegration;
  readonly outcomes: DeliveryOutcome[];
  /** Requests with its id at the receivers, and those of them that were answered with 2xx. */
  requests: number;
  accepted: number;
}

export interface TalliedEvent {
  readonly event: DemoEvent;
  readonly deliveries: readonly ExpectedDelivery[];
  readonly publishedAt: number;
}

type End = 'delivered' | 'dead' | 'ignored' | 'held';

export function lastOutcome({ outcomes }: ExpectedDelivery): DeliveryOutcome | undefined {
  return outcomes.at(-1);
}

/** What became of it; `held` waits until a person switches its integration on again, and nothing else is to come meanwhile. */
export function endOf(delivery: ExpectedDelivery): End | undefined {
  const last = lastOutcome(delivery);
  if (last === undefined || last.outcome === 'retrying') return undefined;
  if (last.outcome !== 'parked') return last.outcome;
  return last.reason === 'integration_off' ? 'held' : undefined;
}

/** Everything that is known about one run: what was published, what should follow, and what did. */
export class Tally {
  readonly #events = new Map<string, TalliedEvent>();
  readonly #deliveries = new Map<string, ExpectedDelivery>();
  /** Outcomes of this run's events that nobody expected. */
  readonly unexpected: DeliveryOutcome[] = [];
  readonly counts = { events: 0, expected: 0, delivered: 0, retried: 0, dead: 0, ignored: 0, held: 0 };

  get events(): Iterable<TalliedEvent> {
    return this.#events.values();
  }

  get deliveries(): readonly ExpectedDelivery[] {
    return [...this.#deliveries.values()];
  }

  get pending(): number {
    const { expected, delivered, dead, ignored, held } = this.counts;
    return expected - delivered - dead - ignored - held;
  }

  /** To be called before the event is published. */
  expect(event: DemoEvent, subscribers: readonly ConfiguredIntegration[]): TalliedEvent {
    const deliveries = subscribers.map((integration) => ({
      id: deliveryOf(event, integration),
      integration,
      outcomes: [],
      requests: 0,
      accepted: 0,
    }));
    const tallied = { event, deliveries, publishedAt: Date.now() };
    this.#events.set(event.id, tallied);
    for (const delivery of deliveries) this.#deliveries.set(delivery.id, delivery);
    this.counts.events += 1;
    this.counts.expected += deliveries.length;
    return tallied;
  }

  /** Takes back an expectation: the event could not be published. */
  withdraw(event: TalliedEvent): void {
    this.counts.events -= 1;
    this.counts.expected -= event.deliveries.length;
    this.forget(event);
  }

  /** @returns the event that the outcome belongs to; `undefined` for one of another run or an unexpected one */
  takeOutcome(outcome: DeliveryOutcome): { event: TalliedEvent; delivery: ExpectedDelivery } | undefined {
    const event = this.#events.get(outcome.eventId);
    const delivery = this.#deliveries.get(outcome.deliveryId);
    if (event === undefined || delivery === undefined) {
      if (event !== undefined) this.unexpected.push(outcome);
      return undefined;
    }
    const before = endOf(delivery);
    delivery.outcomes.push(outcome);
    const after = endOf(delivery);
    if (outcome.outcome === 'retrying') this.counts.retried += 1;
    if (before !== undefined) this.counts[before] -= 1;
    if (after !== undefined) this.counts[after] += 1;
    return { event, delivery };
  }

  takeRequest(request: ReceivedRequest): void {
    const delivery = this.#deliveries.get(idempotencyKey(request));
    if (delivery === undefined) return;
    delivery.requests += 1;
    if (isAccepted(request)) delivery.accepted += 1;
  }

  /** Lets go of an event that needs no more watching, so that a demo can run for days. */
  forget({ event, deliveries }: TalliedEvent): void {
    this.#events.delete(event.id);
    for (const { id } of deliveries) this.#deliveries.delete(id);
  }
}
