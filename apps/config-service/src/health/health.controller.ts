import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import type { Actor } from '../audit/actor.ts';
import { RequestActor } from '../audit/request-actor.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import { Inheritance } from '../settings/inheritance.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { healthEntity } from './health-entity.ts';
import type { HealthEntity } from './health-entity.ts';
import { HealthRegister } from './health-register.ts';
import { HealthReset } from './health-reset.ts';

/** Whether the deliveries of an integration go out, and having them go out again. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/health`))
export class HealthController {
  readonly #settings: SettingsService;
  readonly #inheritance: Inheritance;
  readonly #register: HealthRegister;
  readonly #reset: HealthReset;

  constructor(
    settings: SettingsService,
    inheritance: Inheritance,
    register: HealthRegister,
    reset: HealthReset,
  ) {
    this.#settings = settings;
    this.#inheritance = inheritance;
    this.#register = register;
    this.#reset = reset;
  }

  /** Of inherited settings that of the scope that they come from: all who inherit share it. */
  @Get()
  async get(@RequestScope() scope: ScopeKey, @Param('slug') slug: string): Promise<HealthEntity> {
    const settings = await this.#settings.get(addressOf(scope, slug));
    const source = settings.isInherited ? await this.#inheritance.sourceOf(settings) : undefined;
    return healthEntity(await this.#register.of((source ?? settings).id));
  }

  @Post('reset')
  @HttpCode(200)
  async reset(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @RequestActor() actor: Actor,
  ): Promise<HealthEntity> {
    const settings = await this.#settings.get(addressOf(scope, slug));
    if (settings.isInherited)
      throw new AppError(
        'invalid_request',
        'The settings are inherited; reset them in the scope that has them.',
      );
    return healthEntity(await this.#reset.run(settings, actor));
  }
}
