import type { Command } from 'commander';
import { allTopics } from '@patchbay/integration-contracts';
import { createTopics } from '@patchbay/service-kit/kafka';
import type { TopicProblem } from '@patchbay/service-kit/kafka';
import { openKafka, withAdmin, withKafka } from '../kafka/kafka-options.ts';
import type { KafkaOptions } from '../kafka/kafka-options.ts';
import { findTopicProblems } from '../kafka/topic-check.ts';
import { show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface TopicsOptions extends KafkaOptions {
  readonly json?: boolean;
}

export function addTopics(program: Command, world: World): void {
  const topics = program
    .command('topics')
    .description('the topics on Kafka, as the KAFKA_… variables say they must be');
  withKafka(
    topics.command('create').description('creates the topics that are missing; changes none that is there'),
  )
    .option('--json', 'names of the created topics as JSON')
    .action((options: TopicsOptions) => create(world, options));
  withKafka(
    topics.command('check').description('compares each topic with what it must be, and says what to do'),
  )
    .option('--json', 'the problems as JSON')
    .action((options: TopicsOptions) => check(world, options));
}

async function create(world: World, options: TopicsOptions): Promise<void> {
  const opened = await openKafka(world, options);
  const created = await withAdmin(opened.kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = allTopics(opened.topics).filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0) await createTopics(admin, missing, opened.replicationFactor);
    return missing.map(({ topic }) => topic);
  });
  const left = await findTopicProblems(opened);
  show(world, options.json, { created }, () =>
    created.length === 0 ? ['all topics are there'] : created.map((topic) => `created ${topic}`),
  );
  if (left.length === 0) return;
  for (const line of problemLines(left)) world.note(line);
  world.fail();
}

async function check(world: World, options: TopicsOptions): Promise<void> {
  const problems = await findTopicProblems(await openKafka(world, options));
  show(world, options.json, { problems }, () => problemLines(problems));
  if (problems.length > 0) world.fail();
}

function problemLines(problems: readonly TopicProblem[]): readonly string[] {
  const rows = problems.map(({ topic, found, wanted, remedy }) => [topic, found, wanted, remedy]);
  return table(['topic', 'has', 'must have', 'what to do'], rows, 'all topics are as they must be');
}
