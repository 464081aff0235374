import { setTimeout as sleep } from 'node:timers/promises';
import { anEvent } from '../../support/an-event.ts';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 50;
const SETTLE_MS = 60_000;
const MIB = 1024 * 1024;
const MAX_RESIDENT_MIB = 512;
const MAX_STALL_MS = 1000;
const PROBE_MS = 50;

/** Events of megabytes, deep ones, and ones with very many keys, among ordinary ones. */
export const hugeEvents: Scenario = {
  id: 'F9',
  title: 'huge events',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack });
    const { services } = installation;
    try {
      const load = Load.start(installation, RATE);
      const stalls = new StallWatch(services.all.map(({ url }) => url));
      let number = 0;
      let peakMib = 0;
      for (const end = Date.now() + seconds * 1000; Date.now() < end; number += 1) {
        await installation.publishBytes(hugeEvent(number), '3001', { 'event-id': `huge-${number}` });
        await sleep(400);
        for (const worker of services.workers)
          peakMib = Math.max(peakMib, await installation.residentMib(worker));
      }
      const stallMs = await stalls.stop();
      const refused = await installation.publishBytes(Buffer.alloc(25 * MIB, 0x20), '3001').then(
        () => 'taken',
        (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 60),
      );
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      say(`${number} huge events; workers up to ${peakMib} MiB; no answer for at most ${stallMs} ms`);
      return [
        finding('0 lost of the others', lost === 0, lost),
        finding(`workers stay below ${MAX_RESIDENT_MIB} MiB`, peakMib <= MAX_RESIDENT_MIB, `${peakMib} MiB`),
        finding('every service goes on answering', stallMs <= MAX_STALL_MS, `${stallMs} ms`),
        finding('25 MiB are refused at the producer', refused !== 'taken', refused),
      ];
    } finally {
      await installation.stop();
    }
  },
};

function hugeEvent(number: number): Buffer {
  const event = anEvent().push().inProject(3001);
  const kinds = [
    () => event.ofSize(MIB).bytes(),
    () => event.ofSize(5 * MIB).bytes(),
    () => event.ofSize(7 * MIB).bytes(),
    () =>
      event
        .with({ keys: Object.fromEntries(Array.from({ length: 200_000 }, (_, key) => [`k${key}`, 1])) })
        .bytes(),
    () => Buffer.from(`{"object_kind":"push","deep":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
  ];
  return kinds[number % kinds.length]?.() ?? Buffer.alloc(0);
}

/** Asks every service over and over, and remembers how long it waited at most. */
class StallWatch {
  readonly #stop = new AbortController();
  readonly #watching: Promise<number[]>;

  constructor(urls: readonly string[]) {
    this.#watching = Promise.all(urls.map((url) => this.#watch(url)));
  }

  async stop(): Promise<number> {
    this.#stop.abort();
    return Math.round(Math.max(...(await this.#watching)));
  }

  async #watch(url: string): Promise<number> {
    let longest = 0;
    while (!this.#stop.signal.aborted) {
      const begin = performance.now();
      await fetch(`${url}/healthz`).catch(() => undefined);
      longest = Math.max(longest, performance.now() - begin);
      await sleep(PROBE_MS);
    }
    return longest;
  }
}
