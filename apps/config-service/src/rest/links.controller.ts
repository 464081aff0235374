import { Controller, Get, Param, Query } from '@nestjs/common';
import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { Inheritance } from '../settings/inheritance.ts';
import { addressSlug } from '../settings/integration-settings.ts';
import { exclusiveKindOf } from '../settings/one-per-project.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { addressOf } from './integration-address.ts';
import { linksEntity, noLinks } from './links-entity.ts';
import type { LinksEntity } from './links-entity.ts';
import { queryParametersOf } from './query-parameters.ts';
import { RequestScope } from './request-scope.ts';

/** Links of the tracker and of the wiki that act for a project. */
@Access('scope')
@Controller('api/v4/projects/:id/integrations/:slug/links')
export class LinksController {
  readonly #settings: SettingsService;
  readonly #inheritance: Inheritance;

  constructor(settings: SettingsService, inheritance: Inheritance) {
    this.#settings = settings;
    this.#inheritance = inheritance;
  }

  @Get()
  async get(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
  ): Promise<LinksEntity> {
    const { text } = queryParametersOf(query, ['text']);
    const address = addressOf(scope, slug);
    const { definition, label } = address;
    const kind = exclusiveKindOf(definition);
    if (kind === undefined) throw noLinks(definition);
    const acting = await this.#inheritance.acting(scope, kind);
    if (acting?.name !== definition.name || acting.label !== label) {
      const what = acting === undefined ? 'none' : (integrationByName(acting.name)?.title ?? acting.name);
      throw new AppError(
        'integration_not_found',
        `${addressSlug(address)} does not act for ${scope}; its ${kind} is ${what}.`,
      );
    }
    return linksEntity(definition, this.#settings.valuesOf(acting), text);
  }
}
