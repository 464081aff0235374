import { Controller, Get } from '@nestjs/common';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { integrationForm } from '@patchbay/integration-contracts';
import type { IntegrationForm } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';

/** What can be set up, and what each of them asks for. */
@Access('any-token')
@Controller('api/v4/catalogue')
export class CatalogueController {
  @Get()
  list(): readonly IntegrationForm[] {
    return CATALOGUE.map(integrationForm);
  }
}
