import type {
  DeliveryHeaders,
  DeliveryTarget,
  EventFacts,
  IntegrationEvent,
  Trigger,
} from '@patchbay/integration-contracts';
import { TRIGGER_INFO, accompaniment, describeEvent, parseEvent } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';

/**
 * A record of deliveries with its headers read; the event is parsed when the first target asks for it, and then for all of them.
 * It knows which writes about its deliveries have to last before it is done.
 */
export class DeliveryJob {
  readonly record: KafkaRecord;
  readonly headers: DeliveryHeaders;
  readonly body: Buffer;
  #event: IntegrationEvent | undefined;
  #instanceUrl: string | undefined;
  readonly #writes = new Set<Promise<void>>();

  constructor(record: KafkaRecord, headers: DeliveryHeaders) {
    this.record = record;
    this.headers = headers;
    this.body = record.value ?? Buffer.alloc(0);
  }

  /** @throws TypeError when the body is no event: the dispatcher lets none through. */
  get event(): IntegrationEvent {
    this.#event ??= eventOf(this.body, this.headers);
    return this.#event;
  }

  /** Base URL of the GitLab that the event came from, as far as its payload says. */
  get instanceUrl(): string | undefined {
    this.#instanceUrl ??= URL.parse(this.event.view.project?.url ?? '')?.origin ?? '';
    return this.#instanceUrl === '' ? undefined : this.#instanceUrl;
  }

  /** The job is not done before this is. Many deliveries are written with the same bulk, which counts once. */
  waitFor(write: Promise<void>): void {
    if (this.#writes.has(write)) return;
    this.#writes.add(write);
    // Seen by `settled`, which may be asked much later, when the slowest target has ended.
    write.catch(() => undefined);
  }

  /** Resolves when all that was written about the deliveries lasts; waits for all of it even when a part fails. */
  async settled(): Promise<void> {
    for (const end of await Promise.allSettled(this.#writes)) if (end.status === 'rejected') throw end.reason;
  }
}

/** One target of a job, under way. */
export interface Delivery {
  readonly id: string;
  readonly job: DeliveryJob;
  readonly target: DeliveryTarget;
}

function eventOf(body: Buffer, { eventId, trigger, passThrough }: DeliveryHeaders): IntegrationEvent {
  // What the publisher said in headers counts here as it did in the dispatcher; the trigger stands in for a missing kind.
  const gitlabEvent = TRIGGER_INFO[trigger].hookHeader;
  const parsed = parseEvent(body, { gitlabEvent, ...accompaniment(passThrough) });
  if (parsed.kind !== 'event') throw new TypeError(parsed.detail);
  const { event } = parsed;
  let view: IntegrationEvent['view'] | undefined;
  return {
    id: eventId,
    trigger,
    facts: withTrigger(event.facts, trigger),
    payload: event.payload,
    body,
    get view() {
      view ??= describeEvent(event, trigger);
      return view;
    },
  };
}

function withTrigger(facts: EventFacts, trigger: Trigger): EventFacts {
  return facts.trigger === trigger ? facts : { ...facts, trigger };
}
