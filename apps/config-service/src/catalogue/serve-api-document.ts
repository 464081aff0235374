import { SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { openApiDocument } from '@patchbay/integration-contracts';

/** Serves the reference at `/api/docs` and the document itself at `/api/openapi.json`, both open to everybody. */
export function serveApiDocument(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(CATALOGUE) as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Patchbay API',
  });
}
