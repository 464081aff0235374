import { Controller, Get, Param } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { AccountingStore } from './accounting.store.ts';
import { integrationAccountingEntity } from './accounting-entity.ts';
import type { IntegrationAccountingEntity } from './accounting-entity.ts';

/** What came of the deliveries of one integration. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/accounting`))
export class OwnAccountingController {
  readonly #store: AccountingStore;
  readonly #settings: SettingsService;

  constructor(store: AccountingStore, settings: SettingsService) {
    this.#store = store;
    this.#settings = settings;
  }

  @Get()
  async show(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
  ): Promise<IntegrationAccountingEntity> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    return integrationAccountingEntity(await this.#store.figuresOf(id));
  }
}
