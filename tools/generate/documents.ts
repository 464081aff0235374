import { join } from 'node:path';
import { CATALOGUE, englishByNamespace } from '@patchbay/integration-catalogue';
import { graphqlSchema, openApiDocument, slugOf } from '@patchbay/integration-contracts';
import { format, resolveConfig } from 'prettier';
import { DASHBOARDS, buildDashboard } from '../dashboards/index.ts';
import { apiIndex } from './api-index.ts';
import { consoleApiTypes } from './console-api-types.ts';
import { cliPage } from './cli-page.ts';
import { configurationPage } from './configuration-page.ts';
import { envExample } from './env-example.ts';
import { errorsPage } from './errors-page.ts';
import { eventSamples, eventsPage } from './events-page.ts';
import { graphqlPage } from './graphql-page.ts';
import { integrationPage } from './integration-page.ts';
import { integrationsIndex } from './integrations-index.ts';
import { CHART, helmChart } from './kubernetes/helm-chart.ts';
import { monitoringManifests } from './kubernetes/monitoring.ts';
import { strimziTopics } from './kubernetes/strimzi-topics.ts';
import { localeDocuments } from './locale-files.ts';
import { metricsPage } from './metrics-page.ts';
import { CATALOGUE_SOURCES, registryDocument } from './registry.ts';
import { readServiceMetrics } from './service-metrics.ts';
import { readServiceSettings } from './service-settings.ts';
import { topicsPage } from './topics-page.ts';

/** Folders in which every file is generated: what is not among the documents has no business there. */
export const GENERATED_FOLDERS = [
  'docs/api',
  'docs/events',
  'docs/integrations',
  'k8s/dashboards',
  `${CATALOGUE_SOURCES}/locales/en`,
  `${CHART}/dashboards`,
  `${CHART}/templates`,
] as const;

const LOCALES = `${CATALOGUE_SOURCES}/locales`;

/** Every generated file, by its path from the project's root. */
export async function generatedDocuments(root: string): Promise<ReadonlyMap<string, string>> {
  const services = await readServiceSettings(join(root, 'apps'));
  const schema = graphqlSchema(CATALOGUE);
  const openApi = openApiDocument(CATALOGUE);
  const dashboards = new Map(DASHBOARDS.map((source) => [source.id, buildDashboard(source)]));
  const monitoring = new Map(monitoringManifests(root, [...dashboards.keys()]));
  const documents: readonly (readonly [path: string, text: string])[] = [
    ['.env.example', envExample(services)],
    ['docs/cli.md', cliPage()],
    ['docs/configuration.md', configurationPage(services)],
    ['docs/errors.md', errorsPage()],
    ['docs/events.md', eventsPage()],
    ...eventSamples().map(([path, text]) => [`docs/${path}`, text] as const),
    ['docs/metrics.md', metricsPage(await readServiceMetrics(join(root, 'apps')))],
    ['docs/topics.md', topicsPage()],
    ['docs/api/README.md', apiIndex()],
    ['docs/api/openapi.json', JSON.stringify(openApi)],
    ['docs/api/schema.graphql', schema],
    ['docs/api/graphql.md', graphqlPage(schema)],
    [
      'apps/console/src/api/openapi.gen.ts',
      await consoleApiTypes(
        openApi,
        CATALOGUE.map(({ name }) => slugOf(name)),
      ),
    ],
    ['k8s/examples/strimzi/topics.yaml', strimziTopics()],
    ...[...dashboards].map(([id, text]) => [`k8s/dashboards/${id}.json`, text] as const),
    ...monitoring,
    ...helmChart(root, dashboards, monitoring),
    registryDocument(root),
    ...localeDocuments(join(root, LOCALES), englishByNamespace(CATALOGUE)).map(
      ([path, text]) => [`${LOCALES}/${path}`, text] as const,
    ),
    ['docs/integrations/README.md', integrationsIndex(CATALOGUE)],
    ...CATALOGUE.map(
      (definition) =>
        [`docs/integrations/${slugOf(definition.name)}.md`, integrationPage(definition)] as const,
    ),
  ];
  const style = await resolveConfig(join(root, 'package.json'));
  const formatted = documents.map(async ([path, text]) => [path, await inStyle(path, text, style)] as const);
  return new Map(await Promise.all(formatted));
}

/** Formatted like everything else, so that no formatter changes what was generated. */
function inStyle(
  path: string,
  text: string,
  style: Awaited<ReturnType<typeof resolveConfig>>,
): Promise<string> | string {
  // No formatter knows Helm's braces.
  const isTemplate = path.startsWith(CHART) && path.endsWith('.yaml');
  if (path === '.env.example' || isTemplate) return text;
  return format(text, { ...style, filepath: path });
}
