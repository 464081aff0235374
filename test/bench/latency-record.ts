import type { EndpointLatency } from './receiver-protocol.ts';
import { quantileOf } from './statistics.ts';

/** Ids of events that a {@link PacedLoad} has published: `paced-<epoch ms>-<number>`. */
const PACED_ID = /\r\nx-gitlab-event-uuid:[ \t]*(paced-(\d+)-\d+)/i;

/** How long events took to an endpoint, from what their ids tell. */
export class LatencyRecord {
  readonly #seen = new Set<string>();
  #latenciesMs: number[] = [];

  add(head: string, nowMs: number): void {
    const [, id, publishedAtMs] = PACED_ID.exec(head) ?? [];
    if (id === undefined || this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#latenciesMs.push(nowMs - Number(publishedAtMs));
  }

  clear(): void {
    this.#seen.clear();
    this.#latenciesMs = [];
  }

  summary(): EndpointLatency {
    const sorted = this.#latenciesMs.toSorted((a, b) => a - b);
    return { events: sorted.length, p50Ms: quantileOf(sorted, 0.5), p99Ms: quantileOf(sorted, 0.99) };
  }
}
