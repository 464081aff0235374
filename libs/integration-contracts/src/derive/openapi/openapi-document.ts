import type { IntegrationDefinition } from '../../definition/index.ts';
import { ACCOUNTING_SCHEMAS, accountingPaths } from './accounting-paths.ts';
import { adminPaths } from './admin-paths.ts';
import { consolePaths } from './console-paths.ts';
import { deliveryPaths, searchPaths } from './delivery-paths.ts';
import { HEALTH_SCHEMAS, healthPaths } from './health-paths.ts';
import { integrationSchema, schemaStem, settingsSchema } from './integration-schemas.ts';
import { FORM_SCHEMAS } from './form-schemas.ts';
import { withOperationIds } from './operation-ids.ts';
import { REFUSAL_RESPONSES } from './parts.ts';
import type { OpenApiPart } from './parts.ts';
import { placeSchemas } from './scope-places.ts';
import { settingsPaths } from './settings-paths.ts';
import { SHARED_SCHEMAS } from './shared-schemas.ts';

/** Derives the OpenAPI 3.1 document of config-service's REST API from the definitions of a catalogue. */
export function openApiDocument(definitions: readonly IntegrationDefinition[]): OpenApiPart {
  const own = definitions.flatMap((definition) => {
    const stem = schemaStem(definition.name);
    return [
      [`${stem}Settings`, settingsSchema(definition)],
      [`${stem}Integration`, integrationSchema(definition)],
    ] as const;
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchbay',
      version: 'v4',
      description:
        'Settings of integrations and the requests made for them. Paths and shapes follow GitLab’s integrations API.',
    },
    security: [{ privateToken: [] }, { bearer: [] }],
    paths: withOperationIds({
      ...settingsPaths(definitions),
      ...deliveryPaths(),
      ...searchPaths(),
      ...healthPaths(),
      ...adminPaths(),
      ...consolePaths(),
      ...accountingPaths(),
    }),
    components: {
      securitySchemes: {
        privateToken: { type: 'apiKey', in: 'header', name: 'PRIVATE-TOKEN' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      responses: REFUSAL_RESPONSES,
      schemas: {
        ...SHARED_SCHEMAS,
        ...FORM_SCHEMAS,
        ...HEALTH_SCHEMAS,
        ...ACCOUNTING_SCHEMAS,
        ...placeSchemas(definitions),
        ...Object.fromEntries(own),
      },
    },
  };
}
