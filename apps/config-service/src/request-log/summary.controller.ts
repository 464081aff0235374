import { Controller, Get } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import { DeliverySummary } from './delivery-summary.ts';
import type { IntegrationSummary } from './delivery-summary.ts';

/** How the integrations of a scope fare, all of them at once. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/summary`))
export class SummaryController {
  readonly #summary: DeliverySummary;

  constructor(summary: DeliverySummary) {
    this.#summary = summary;
  }

  @Get()
  list(@RequestScope() scope: ScopeKey): Promise<readonly IntegrationSummary[]> {
    return this.#summary.of(scope);
  }
}
