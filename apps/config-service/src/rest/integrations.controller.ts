import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Put } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { addressOf } from './integration-address.ts';
import { basicEntity, fullEntity } from './integration-entity.ts';
import type { Entity } from './integration-entity.ts';
import { RequestScope } from './request-scope.ts';
import { SCOPE_PATHS } from './scope-address.ts';
import { settingsChangeOf } from './settings-body.ts';

/** Settings at every level, as in GitLab's integrations API. */
@Access('scope')
@Controller([...SCOPE_PATHS])
export class IntegrationsController {
  readonly #settings: SettingsService;
  readonly #fieldLimit: number;

  constructor(
    settings: SettingsService,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_FIELD_LIMIT'>,
  ) {
    this.#settings = settings;
    this.#fieldLimit = config.REQUEST_FIELD_LIMIT;
  }

  @Get()
  async list(@RequestScope() scope: ScopeKey): Promise<Entity[]> {
    const active = await this.#settings.list(scope);
    return active.map((settings) => basicEntity(settings, (one) => this.#settings.valuesOf(one)));
  }

  @Get(':slug')
  async get(@RequestScope() scope: ScopeKey, @Param('slug') slug: string): Promise<Entity> {
    const settings = await this.#settings.get(addressOf(scope, slug));
    return fullEntity(settings, this.#settings.valuesOf(settings));
  }

  @Put(':slug')
  async put(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
  ): Promise<Entity> {
    // GitLab has a route for each slug here, so an unknown one is not found instead of not valid.
    const address = addressOf(scope, slug, 'not_found');
    const settings = await this.#settings.upsert(address, settingsChangeOf(body, this.#fieldLimit));
    return fullEntity(settings, this.#settings.valuesOf(settings));
  }

  @Delete(':slug')
  @HttpCode(204)
  async delete(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Headers('if-unmodified-since') unmodifiedSince: string | undefined,
  ): Promise<void> {
    await this.#settings.remove(addressOf(scope, slug), httpDate(unmodifiedSince));
  }
}

/** RFC 9110 §13.1.4: what is no date counts as absent. */
function httpDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
