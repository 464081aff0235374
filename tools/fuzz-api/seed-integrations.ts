import { setTimeout as sleep } from 'node:timers/promises';
import { EVENT_SAMPLES } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { ServiceError, toolKafka } from '../services/index.ts';
import type { ApiClient } from '../services/index.ts';

export interface SeedOptions {
  /** Takes what the integrations send. */
  readonly receiverUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix: string;
}

/** The scopes that the document has as examples, so that requests made from it find something. */
const SCOPES: readonly ScopeKey[] = ['instance', 'group:platform/tools', 'project:1042'];
/** Of the project; no made-up request hits upon its label, so that it stays as it is. */
const KEPT = ['project:1042', 'webhook:kept'] as const;
const WAIT_MS = 30_000;
const POLL_MS = 500;

/**
 * Sets a chat, a tracker and a web hook up in each scope, and has a push delivered.
 * @returns the id of a logged attempt, of the project's `webhook:kept`
 */
export async function seedIntegrations(api: ApiClient, options: SeedOptions): Promise<string> {
  const { receiverUrl } = options;
  for (const scope of SCOPES) {
    await api.put(scope, 'slack', { webhook: `${receiverUrl}/slack` });
    await api.put(scope, 'webhook', { url: `${receiverUrl}/hook` });
    await api.put(scope, 'redmine', {
      project_url: `${receiverUrl}/project`,
      issues_url: `${receiverUrl}/issues/:id`,
      new_issue_url: `${receiverUrl}/issues/new`,
    });
  }
  await api.put(...KEPT, { url: `${receiverUrl}/kept` });
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    // The dispatcher may not know the settings yet; it then tells nobody of the push, and the next one is needed.
    await publishPush(options);
    await sleep(POLL_MS);
    const [attempt] = (await api.deliveries(...KEPT)).deliveries;
    if (attempt !== undefined) return attempt.id;
    if (Date.now() > deadline) throw new ServiceError('the integrations that were set up deliver nothing');
  }
}

async function publishPush({ kafkaBrokers, topicPrefix }: SeedOptions): Promise<void> {
  const sample = EVENT_SAMPLES.find(({ trigger }) => trigger === 'push');
  const producer = toolKafka(kafkaBrokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const messages = [{ key: '1042', value: JSON.stringify(sample?.payload) }];
    await producer.send({ topic: `${topicPrefix}gitlab.events`, messages });
  } finally {
    await producer.disconnect();
  }
}
