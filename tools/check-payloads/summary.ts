import type { PayloadResult } from './check-payload.ts';

/** What is counted for one integration. */
export interface IntegrationCount {
  requests: number;
  /** Events for which it had nothing to send. */
  skipped: number;
  failed: number;
}

/** Counts and findings over all payloads. */
export class Summary {
  files = 0;
  readonly triggers = new Map<string, number>();
  /** Triggers that events stand for besides their primary one. */
  readonly furtherTriggers = new Map<string, number>();
  readonly integrations = new Map<string, IntegrationCount>();
  /** `file: why`, as are the next two. */
  readonly unclassified: string[] = [];
  readonly unreadable: string[] = [];
  readonly failures: string[] = [];

  /** Takes in the result of one file. */
  add(file: string, result: PayloadResult): void {
    this.files++;
    switch (result.kind) {
      case 'event':
        this.#addEvent(file, result);
        break;
      case 'crashed':
        this.failures.push(`${file}: the parser: ${result.failure}`);
        break;
      default:
        this[result.kind].push(`${file}: ${result.detail}`);
    }
  }

  #addEvent(file: string, { triggers, attempts }: Extract<PayloadResult, { kind: 'event' }>): void {
    triggers.forEach((trigger, index) => {
      const counts = index === 0 ? this.triggers : this.furtherTriggers;
      counts.set(trigger, (counts.get(trigger) ?? 0) + 1);
    });
    for (const { integration, trigger, requests, failure } of attempts) {
      const count = this.integrations.get(integration) ?? { requests: 0, skipped: 0, failed: 0 };
      this.integrations.set(integration, count);
      count.requests += requests;
      if (failure !== undefined) {
        count.failed++;
        this.failures.push(`${file}: ${integration} (${trigger}): ${failure}`);
      } else if (requests === 0) count.skipped++;
    }
  }
}
