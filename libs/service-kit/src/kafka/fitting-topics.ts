import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import type { TopicSpec } from '@patchbay/integration-contracts';
import type { Logger } from '../logging/index.ts';

const CLEANUP_POLICY = 'cleanup.policy';
const DELETE = 'delete';

/** What is wrong with a topic, and what to do about it. */
export interface TopicProblem {
  readonly topic: string;
  readonly kind: 'missing' | 'partitions' | 'cleanup_policy';
  readonly found: string;
  readonly wanted: string;
  readonly remedy: string;
}

/**
 * Compares topics with their specs in what would lose or misplace records: that they are there, the number of partitions where it has to
 * agree, and the cleanup policy.
 * @throws whatever kafkajs reports
 */
export async function topicProblems(
  admin: Admin,
  specs: readonly TopicSpec[],
  logger: Logger,
): Promise<readonly TopicProblem[]> {
  const existing = new Set(await admin.listTopics());
  const present = specs.filter(({ topic }) => existing.has(topic));
  const missing = specs.filter(({ topic }) => !existing.has(topic));
  return [...missing.map(missingProblem), ...(await fitProblems(admin, present, logger))];
}

function missingProblem({ topic, partitions }: TopicSpec): TopicProblem {
  const remedy = 'create it, or set KAFKA_AUTO_CREATE=true';
  return { topic, kind: 'missing', found: 'nothing', wanted: `${partitions} partition(s)`, remedy };
}

/**
 * Checks that topics are as their specs say in what would lose or misplace records: the number of partitions where it has to agree, and
 * the cleanup policy.
 * @throws Error naming every topic that is not, and the remedy; whatever kafkajs reports
 */
export async function requireFitting(
  admin: Admin,
  specs: readonly TopicSpec[],
  logger: Logger,
): Promise<void> {
  const problems = await fitProblems(admin, specs, logger);
  if (problems.length > 0) throw new Error(problems.map(sentenceOf).join('; '));
}

function sentenceOf({ topic, found, wanted, remedy }: TopicProblem): string {
  return `${topic} has ${found} and must have ${wanted}: ${remedy}`;
}

async function fitProblems(
  admin: Admin,
  specs: readonly TopicSpec[],
  logger: Logger,
): Promise<readonly TopicProblem[]> {
  if (specs.length === 0) return [];
  return [...(await partitionProblems(admin, specs)), ...(await policyProblems(admin, specs, logger))];
}

async function partitionProblems(admin: Admin, specs: readonly TopicSpec[]): Promise<TopicProblem[]> {
  const fixed = specs.filter(({ hasFixedPartitions }) => hasFixedPartitions === true);
  if (fixed.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: fixed.map(({ topic }) => topic) });
  const counts = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
  return fixed.flatMap(({ topic, partitions }) => {
    const count = counts.get(topic);
    if (count === undefined || count === partitions) return [];
    const remedy =
      partitions === 1
        ? 'create it anew with one'
        : `set KAFKA_PARTITIONS to what all of these topics have, or give them ${partitions}`;
    return [
      { topic, kind: 'partitions', found: `${count} partition(s)`, wanted: String(partitions), remedy },
    ];
  });
}

async function policyProblems(
  admin: Admin,
  specs: readonly TopicSpec[],
  logger: Logger,
): Promise<TopicProblem[]> {
  const policies = await policiesOf(admin, specs, logger);
  return specs.flatMap(({ topic, config }) => {
    const wanted = config[CLEANUP_POLICY] ?? DELETE;
    const policy = policies.get(topic);
    if (policy === undefined || policy === wanted) return [];
    const remedy = 'alter the topic’s configuration';
    return [{ topic, kind: 'cleanup_policy', found: `${CLEANUP_POLICY}=${policy}`, wanted, remedy }];
  });
}

/** Nothing where the user may not ask: that alone is no reason not to work. */
async function policiesOf(
  admin: Admin,
  specs: readonly TopicSpec[],
  logger: Logger,
): Promise<ReadonlyMap<string, string>> {
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: specs.map(({ topic }) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name: topic,
        configNames: [CLEANUP_POLICY],
      })),
    });
    return new Map(
      resources.flatMap(({ resourceName, configEntries }) =>
        configEntries.map(({ configValue }) => [resourceName, configValue] as const),
      ),
    );
  } catch (error) {
    if (!(error instanceof kafkajs.KafkaJSProtocolError) || !error.type.endsWith('_AUTHORIZATION_FAILED'))
      throw error;
    logger.warn(
      { reason: error.message },
      'the cleanup policies of the topics can’t be checked: DescribeConfigs is not allowed',
    );
    return new Map();
  }
}
