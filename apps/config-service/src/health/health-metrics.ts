import { Injectable } from '@nestjs/common';
import { HEALTH_STATES } from '@patchbay/integration-contracts';
import type { HealthChange, HealthState } from '@patchbay/integration-contracts';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import type { Counter, Gauge } from '@patchbay/service-kit/metrics';
import { configServiceMetrics } from '../metric-declarations.ts';

@Injectable()
export class HealthMetrics {
  readonly #paused: Gauge;
  readonly #off: Gauge;
  readonly #changes: Counter<'state'>;

  constructor(registry: Registry) {
    const { counter, gauge } = metricsOf(registry);
    this.#paused = gauge(configServiceMetrics.paused);
    this.#off = gauge(configServiceMetrics.off);
    this.#changes = counter(configServiceMetrics.healthChanges);
    // A series that appears with its first count has no increase that anybody could see.
    for (const state of HEALTH_STATES) this.#changes.inc({ state }, 0);
  }

  show({ paused, off }: Readonly<Record<HealthState, number>>): void {
    this.#paused.set(paused);
    this.#off.set(off);
  }

  published(changes: readonly HealthChange[]): void {
    for (const { state } of changes) this.#changes.inc({ state });
  }
}
