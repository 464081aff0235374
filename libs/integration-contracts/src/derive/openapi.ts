import type { IntegrationDefinition } from '../definition/index.ts';
import { openApiPaths } from './openapi-paths.ts';
import { SHARED_SCHEMAS, integrationSchema, schemaStem, settingsSchema } from './openapi-schemas.ts';
import type { OpenApiPart } from './openapi-schemas.ts';

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
    paths: openApiPaths(definitions),
    components: {
      securitySchemes: {
        privateToken: { type: 'apiKey', in: 'header', name: 'PRIVATE-TOKEN' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: { ...SHARED_SCHEMAS, ...Object.fromEntries(own) },
    },
  };
}
