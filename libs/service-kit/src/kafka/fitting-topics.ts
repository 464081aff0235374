import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import type { TopicSpec } from '@patchbay/integration-contracts';
import type { Logger } from '../logging/index.ts';

const CLEANUP_POLICY = 'cleanup.policy';
const DELETE = 'delete';

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
  const problems = [
    ...(await partitionProblems(admin, specs)),
    ...(await policyProblems(admin, specs, logger)),
  ];
  if (problems.length > 0) throw new Error(problems.join('; '));
}

async function partitionProblems(admin: Admin, specs: readonly TopicSpec[]): Promise<string[]> {
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
    return [`${topic} has ${count} partition(s) and must have ${partitions}: ${remedy}`];
  });
}

async function policyProblems(admin: Admin, specs: readonly TopicSpec[], logger: Logger): Promise<string[]> {
  const found = await policiesOf(admin, specs, logger);
  return specs.flatMap(({ topic, config }) => {
    const wanted = config[CLEANUP_POLICY] ?? DELETE;
    const policy = found.get(topic);
    if (policy === undefined || policy === wanted) return [];
    return [
      `${topic} has ${CLEANUP_POLICY}=${policy} and must have ${wanted}: alter the topic’s configuration`,
    ];
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
