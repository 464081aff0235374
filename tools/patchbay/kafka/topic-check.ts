import { allTopics } from '@patchbay/integration-contracts';
import { topicProblems } from '@patchbay/service-kit/kafka';
import type { TopicProblem } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { withAdmin } from './kafka-options.ts';
import type { OpenedKafka } from './kafka-options.ts';

/** Topics that are missing or not as they must be. @throws whatever kafkajs reports */
export function findTopicProblems({ kafka, topics }: OpenedKafka): Promise<readonly TopicProblem[]> {
  return withAdmin(kafka, (admin) => topicProblems(admin, allTopics(topics), createLogger('tools', 'fatal')));
}
