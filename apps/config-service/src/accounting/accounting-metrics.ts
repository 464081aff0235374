import { Injectable } from '@nestjs/common';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import type { Counter, Gauge } from '@patchbay/service-kit/metrics';
import { configServiceMetrics } from '../metric-declarations.ts';
import type { AccountingTotals, IntegrationCount } from './accounting.store.ts';
import { pendingOf } from './figures.ts';

const OUTCOMES = ['delivered', 'dead', 'ignored'] as const;

/** Counters are of this process, since it started; gauges are of the whole installation, and the same from every replica. */
@Injectable()
export class AccountingMetrics {
  readonly #accepted: Counter<'name'>;
  readonly #settled: Counter<'name' | 'outcome'>;
  readonly #pending: Gauge<'name'>;
  readonly #balance: Gauge;

  constructor(registry: Registry) {
    const { counter, gauge } = metricsOf(registry);
    this.#accepted = counter(configServiceMetrics.accepted);
    this.#settled = counter(configServiceMetrics.settled);
    this.#pending = gauge(configServiceMetrics.pending);
    this.#balance = gauge(configServiceMetrics.balance);
  }

  counted(integrations: readonly IntegrationCount[]): void {
    for (const { name, figures } of integrations) {
      if (figures.accepted > 0) this.#accepted.inc({ name }, figures.accepted);
      for (const outcome of OUTCOMES)
        if (figures[outcome] > 0) this.#settled.inc({ name, outcome }, figures[outcome]);
    }
  }

  show({ balance, kinds }: AccountingTotals): void {
    this.#balance.set(balance);
    for (const { name, ...figures } of kinds) this.#pending.set({ name }, pendingOf(figures));
  }
}
