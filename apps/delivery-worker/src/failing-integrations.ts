import { Ranking, metricsOf } from '@patchbay/service-kit/metrics';
import type { Registry } from '@patchbay/service-kit/metrics';
import { deliveryWorkerMetrics } from './metric-declarations.ts';

const FADE_MS = 60_000;

/** The integrations that fail most, by id: few enough for a label, and those that somebody wants to know. */
export class FailingIntegrations {
  readonly #ranking: Ranking;

  constructor(registry: Registry, size: number) {
    const ranking = new Ranking(size);
    this.#ranking = ranking;
    setInterval(() => {
      ranking.fade();
    }, FADE_MS).unref();
    metricsOf(registry).gauge({
      ...deliveryWorkerMetrics.topFailures,
      collect() {
        this.reset();
        for (const [key, failures] of ranking.top()) {
          const space = key.indexOf(' ');
          this.set({ integration_id: key.slice(0, space), name: key.slice(space + 1) }, failures);
        }
      },
    });
  }

  count(integrationId: string, name: string): void {
    this.#ranking.count(`${integrationId} ${name}`);
  }
}
