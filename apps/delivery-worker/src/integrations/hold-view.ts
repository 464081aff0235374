import { decodeHealthChange } from '@patchbay/integration-contracts';
import type { ErrorCode, HealthChange } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';

/** Why nothing is sent to an integration, and how long. */
export interface Hold {
  readonly reason: ErrorCode;
  /** Epoch milliseconds; infinite until a person acts. */
  readonly until: number;
}

/** The integrations that are paused or off; while all are healthy it is empty. */
export class HoldView {
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #holds = new Map<string, Hold>();
  /** Of whoever had a change: what is older than that comes too late. */
  readonly #versions = new Map<string, number>();

  constructor(logger: Logger, now: () => number) {
    this.#logger = logger;
    this.#now = now;
  }

  /** Takes a record of `integration.health`. */
  apply({ key, value, offset }: KafkaRecord): void {
    const id = key?.toString() ?? '';
    if (value === null) {
      this.#holds.delete(id);
      this.#versions.delete(id);
      return;
    }
    try {
      this.#take(decodeHealthChange(value));
    } catch (error) {
      this.#logger.error({ err: error, integrationId: id, offset }, 'a record of health was skipped');
    }
  }

  /** Nothing where deliveries go out, and that costs a look-up. */
  holdOf(id: string): Hold | undefined {
    const hold = this.#holds.get(id);
    return hold !== undefined && hold.until > this.#now() ? hold : undefined;
  }

  #take({ integrationId: id, state, pausedUntil = 0, version }: HealthChange): void {
    if (version < (this.#versions.get(id) ?? 0)) return;
    this.#versions.set(id, version);
    if (state === 'healthy') this.#holds.delete(id);
    else if (state === 'off')
      this.#holds.set(id, { reason: 'integration_off', until: Number.POSITIVE_INFINITY });
    else this.#holds.set(id, { reason: 'integration_paused', until: pausedUntil });
  }
}
