import { slugOf } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { code, generatedNote, page, table } from './markdown.ts';

const HEADERS = `The delivery worker completes what an integration sends:

- \`idempotency-key\`: the delivery id. It is the same for every attempt, redelivery and replay of an event to an
  integration, so a receiver can drop what it has already taken.
- \`x-patchbay-attempt\`: which attempt it is, from 1, and \`x-patchbay-first-attempt\`: when the first was due or made.
- \`user-agent\`: \`Patchbay/\` and the version.
- \`authorization\`, where the integration has a user name and a password, or an OAuth client.
- \`webhook-id\` (the delivery id), \`webhook-timestamp\` and \`webhook-signature\` by Standard Webhooks, where it has a key for
  them; each attempt is signed afresh.
- For those that work as web hooks: \`x-gitlab-event\` (see [events](../events.md)), \`x-gitlab-event-uuid\`,
  \`x-gitlab-webhook-uuid\` (fresh for each request) and, where the payload tells it, \`x-gitlab-instance\`.`;

const LIMITS = `- A text that is longer than the product takes is cut, and an ellipsis shows where.
- A call may take \`HTTP_TIMEOUT\`, and \`MAX_RESPONSE_BYTES\` of its answer are read; no redirect is followed.
- An integration whose calls depend on the answers before makes 50 of them for an event at most.
- Texts in settings have 8,192 characters at most, unless their page says otherwise.
- How often and how long a delivery is tried: \`MAX_ATTEMPTS\`, \`MAX_AGE\`; see [configuration](../configuration.md).`;

/** `docs/integrations/README.md`. */
export function integrationsIndex(catalogue: readonly IntegrationDefinition[]): string {
  const rows = catalogue.map(({ title, summary, category, levels, events, ...rest }) => [
    `[${title}](${slugOf(rest.name)}.md)`,
    code(slugOf(rest.name)),
    code(category),
    levels.join(', '),
    String(events.supported.length),
    statusOf(rest),
    summary,
  ]);
  return page(
    generatedNote('libs/integration-catalogue/src'),
    '# Integrations',
    `There are ${catalogue.length}.`,
    table(['Integration', 'Slug', 'Category', 'Levels', 'Events', 'Status', 'What it does'], rows),
    '## Headers',
    HEADERS,
    '## Limits',
    LIMITS,
    '## What counts as delivered',
    'A 2xx answer, unless the integration reads something else in its body. Other 4xx answers than 408, 425 and 429 end ' +
      'the delivery, as does a redirect, which is not followed; everything else is tried again. See [error codes](../errors.md).',
  );
}

function statusOf({
  deprecated,
  flag,
  isDevelopmentOnly,
}: Pick<IntegrationDefinition, 'deprecated' | 'flag' | 'isDevelopmentOnly'>): string {
  if (deprecated !== undefined) return 'deprecated';
  if (isDevelopmentOnly) return 'for development';
  return flag === undefined ? 'current' : `behind the flag ${code(flag)}`;
}
