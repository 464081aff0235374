import { deliveryIdOf } from '@patchbay/integration-contracts';
import { idempotencyKey, isAccepted } from '@patchbay/tools/receiver';
import type { ReceivedRequest } from '@patchbay/tools/receiver';

/** What went in and what came out, by delivery id. Ids alone are kept, so that a long run fits into memory. */
export class DeliveryLedger {
  readonly #expected = new Map<string, number>();
  readonly #accepted = new Map<string, number>();
  readonly #dead = new Set<string>();
  readonly #ignored = new Set<string>();
  readonly #waitsMs: number[] = [];
  #requests = 0;

  /** An event went to Kafka, and is to reach these integrations. */
  expect(eventId: string, projectId: number, integrationIds: readonly string[]): void {
    const now = Date.now();
    for (const id of integrationIds) this.#expected.set(deliveryIdOf(eventId, id, String(projectId)), now);
  }

  /** @param isTimed whether its wait counts: those of an endpoint that is broken on purpose do not */
  received(request: ReceivedRequest, isTimed: boolean): void {
    this.#requests += 1;
    if (!isAccepted(request)) return;
    const id = idempotencyKey(request);
    const times = this.#accepted.get(id) ?? 0;
    this.#accepted.set(id, times + 1);
    const publishedAt = this.#expected.get(id);
    if (times === 0 && isTimed && publishedAt !== undefined) this.#waitsMs.push(request.at - publishedAt);
  }

  buried(deliveryId: string): void {
    this.#dead.add(deliveryId);
  }

  ignored(deliveryId: string): void {
    this.#ignored.add(deliveryId);
  }

  get expected(): number {
    return this.#expected.size;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Expected ones that no end is known of. */
  get open(): number {
    let open = 0;
    for (const id of this.#expected.keys()) if (!this.#isEnded(id)) open += 1;
    return open;
  }

  /** Second and further times that an endpoint said that it took the same delivery. */
  get duplicates(): number {
    let duplicates = 0;
    for (const times of this.#accepted.values()) duplicates += times - 1;
    return duplicates;
  }

  get dead(): number {
    return this.#dead.size;
  }

  get delivered(): number {
    return this.#accepted.size;
  }

  /** Milliseconds from publication to the request, at a quantile of all timed ones. */
  waitMs(quantile: number): number {
    const sorted = this.#waitsMs.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;
  }

  /** Begins to time anew; what is expected and received stays. */
  restartTimes(): void {
    this.#waitsMs.length = 0;
  }

  #isEnded(id: string): boolean {
    return this.#accepted.has(id) || this.#dead.has(id) || this.#ignored.has(id);
  }
}
