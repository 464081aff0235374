import { Injectable } from '@nestjs/common';
import type { HealthChange, HealthState } from '@patchbay/integration-contracts';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import type { Counter, Gauge } from '@patchbay/service-kit/metrics';

@Injectable()
export class HealthMetrics {
  readonly #paused: Gauge;
  readonly #off: Gauge;
  readonly #changes: Counter<'state'>;

  constructor(registry: Registry) {
    const metrics = metricsOf(registry);
    this.#paused = metrics.gauge({
      name: 'patchbay_integrations_paused',
      help: 'Integrations that failed several times in a row and are tried again later; every replica shows all of them.',
    });
    this.#off = metrics.gauge({
      name: 'patchbay_integrations_off',
      help: 'Integrations that failed too often and wait for a person; every replica shows all of them.',
    });
    this.#changes = metrics.counter({
      name: 'patchbay_integration_health_changes_total',
      help: 'Published changes of the health of integrations, by their new state.',
      labels: ['state'],
    });
  }

  show({ paused, off }: Readonly<Record<HealthState, number>>): void {
    this.#paused.set(paused);
    this.#off.set(off);
  }

  published(changes: readonly HealthChange[]): void {
    for (const { state } of changes) this.#changes.inc({ state });
  }
}
