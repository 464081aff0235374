import { slugOf } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { code, generatedNote, page, table } from './markdown.ts';

const HEADERS = `The delivery worker completes what an integration sends:

- \`idempotency-key\`: the delivery id. It is the same for every attempt, redelivery and replay of an event to an
  integration, so a receiver can drop what it has already taken.
- \`user-agent\`: \`Patchbay/\` and the version.
- \`authorization\`, where the integration has a user name and a password.
- For those that work as web hooks: \`x-gitlab-event\` (see [events](../events.md)), \`x-gitlab-event-uuid\`,
  \`x-gitlab-webhook-uuid\` (fresh for each request) and, where the payload tells it, \`x-gitlab-instance\`.`;

/** `docs/integrations/README.md`. */
export function integrationsIndex(catalogue: readonly IntegrationDefinition[]): string {
  const rows = catalogue.map(({ name, title, summary, category, levels, events }) => [
    `[${title}](${slugOf(name)}.md)`,
    code(slugOf(name)),
    code(category),
    levels.join(', '),
    String(events.supported.length),
    summary,
  ]);
  return page(
    generatedNote('libs/integration-catalogue/src'),
    '# Integrations',
    table(['Integration', 'Slug', 'Category', 'Levels', 'Events', 'What it does'], rows),
    '## Headers',
    HEADERS,
    '## What counts as delivered',
    'A 2xx answer, unless the integration reads something else in its body. Other 4xx answers than 408, 425 and 429 end ' +
      'the delivery, as does a redirect, which is not followed; everything else is tried again. See [error codes](../errors.md).',
  );
}
