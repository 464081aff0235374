import type { AccountingTotals } from './accounting.store.ts';
import { NO_FIGURES, pendingOf, sumOf } from './figures.ts';
import type { Figures } from './figures.ts';

interface FiguresEntity extends Figures {
  readonly pending: number;
}

export interface IntegrationAccountingEntity extends FiguresEntity {
  readonly at: string | null;
}

export interface AccountingEntity extends FiguresEntity {
  readonly balance: number;
  readonly at: string | null;
  readonly by_integration_kind: readonly (FiguresEntity & { readonly name: string })[];
}

export function integrationAccountingEntity(
  found: (Figures & { readonly at: Date }) | undefined,
): IntegrationAccountingEntity {
  return { ...figuresEntity(found ?? NO_FIGURES), at: found?.at.toISOString() ?? null };
}

export function accountingEntity({ balance, at, kinds }: AccountingTotals): AccountingEntity {
  return {
    ...figuresEntity(kinds.reduce<Figures>(sumOf, NO_FIGURES)),
    balance,
    at: at?.toISOString() ?? null,
    by_integration_kind: kinds.map(({ name, ...figures }) => ({ name, ...figuresEntity(figures) })),
  };
}

function figuresEntity(figures: Figures): FiguresEntity {
  const { accepted, delivered, dead, ignored } = figures;
  return { accepted, delivered, dead, ignored, pending: pendingOf(figures) };
}
