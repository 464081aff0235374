import { Controller, Get } from '@nestjs/common';
import { CATALOGUE, translator } from '@patchbay/integration-catalogue';
import type { Locale } from '@patchbay/integration-catalogue';
import { integrationForm } from '@patchbay/integration-contracts';
import type { IntegrationForm } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { Availability } from '../availability/availability.ts';
import { RequestLocale } from '../rest/language.ts';

/** What can be set up, and what each of them asks for, in the caller's language. */
@Access('any-token')
@Controller('api/v4/catalogue')
export class CatalogueController {
  readonly #availability: Availability;

  constructor(availability: Availability) {
    this.#availability = availability;
  }

  @Get()
  async list(@RequestLocale() locale: Locale): Promise<readonly IntegrationForm[]> {
    const translate = translator(locale);
    const offered = await this.#availability.offered(CATALOGUE);
    return offered.map((definition) => integrationForm(definition, translate));
  }
}
