import { Injectable } from '@nestjs/common';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import type { Counter, Gauge } from '@patchbay/service-kit/metrics';
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
    const metrics = metricsOf(registry);
    this.#accepted = metrics.counter({
      name: 'patchbay_deliveries_accepted_total',
      help: 'Deliveries that events led to, each counted once, by integration.',
      labels: ['name'],
    });
    this.#settled = metrics.counter({
      name: 'patchbay_deliveries_settled_total',
      help: 'Deliveries that came to an end, each counted once, by integration and outcome.',
      labels: ['name', 'outcome'],
    });
    this.#pending = metrics.gauge({
      name: 'patchbay_deliveries_pending',
      help: 'Deliveries without a final outcome, by integration; the same from every replica.',
      labels: ['name'],
    });
    this.#balance = metrics.gauge({
      name: 'patchbay_accounting_balance',
      help: 'Deliveries that are pending by the counts and found nowhere: 0 as long as none is lost; the same from every replica.',
    });
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
