import { Controller, Get, Param } from '@nestjs/common';
import { translator } from '@patchbay/integration-catalogue';
import type { Locale } from '@patchbay/integration-catalogue';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { Availability } from '../availability/availability.ts';
import { HealthRegister } from '../health/health-register.ts';
import { Paths } from '../paths/paths.ts';
import { Inheritance } from '../settings/inheritance.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { formEntity } from './form-entity.ts';
import type { FormEntity } from './form-entity.ts';
import { addressOf } from './integration-address.ts';
import { RequestLocale } from './language.ts';
import { RequestScope } from './request-scope.ts';
import { SCOPE_PATHS } from './scope-address.ts';

/** The form of an integration in a scope, filled in, and in the caller's language. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/form`))
export class FormController {
  readonly #settings: SettingsService;
  readonly #inheritance: Inheritance;
  readonly #availability: Availability;
  readonly #paths: Paths;
  readonly #health: HealthRegister;

  constructor(
    settings: SettingsService,
    inheritance: Inheritance,
    availability: Availability,
    paths: Paths,
    health: HealthRegister,
  ) {
    this.#settings = settings;
    this.#inheritance = inheritance;
    this.#availability = availability;
    this.#paths = paths;
    this.#health = health;
  }

  @Get()
  async get(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @RequestLocale() locale: Locale,
  ): Promise<FormEntity> {
    const address = addressOf(scope, slug);
    await this.#availability.assertOffered(address.definition, scope);
    const standing = await this.#inheritance.standing(address);
    const { holding } = standing;
    const values = holding === undefined ? {} : this.#settings.valuesOf(holding);
    const health = holding === undefined ? 'healthy' : (await this.#health.of(holding.id)).state;
    const shownScope = (one: ScopeKey): ScopeKey => this.#paths.shownScope(one);
    return formEntity(address, standing, { health, values, translate: translator(locale), shownScope });
  }
}
