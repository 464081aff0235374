import { decodeOutcomes } from '@patchbay/integration-contracts';
import type { DeliveryOutcome, Topics } from '@patchbay/integration-contracts';
import { TopicTail } from '../services/index.ts';
import type { ToolKafka } from '../services/index.ts';

/** Follows the outcomes that the workers report, from now on. */
export function followOutcomes(
  kafka: ToolKafka,
  topics: Topics,
  onOutcome: (outcome: DeliveryOutcome) => void,
): Promise<TopicTail> {
  return TopicTail.start(kafka, {
    topics: [topics.results.topic],
    onRecord: ({ value }) => {
      if (value !== null) decodeOutcomes(value).forEach(onOutcome);
    },
  });
}
