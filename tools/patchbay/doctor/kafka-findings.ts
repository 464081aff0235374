import { openKafka, withAdmin } from '../kafka/kafka-options.ts';
import type { KafkaOptions, OpenedKafka } from '../kafka/kafka-options.ts';
import { findTopicProblems } from '../kafka/topic-check.ts';
import type { World } from '../world.ts';
import { bad, examine, good } from './finding.ts';
import type { Finding } from './finding.ts';

export interface GroupState {
  readonly group: string;
  /** Members that read. */
  readonly members: number;
  /** Records that are not dealt with. */
  readonly lag: number;
}

const CONNECTION =
  'see that KAFKA_BROKERS and the other KAFKA_… variables are those of the services, and that the brokers run';

/** Brokers, topics and consumer groups. */
export async function kafkaFindings(
  world: World,
  options: KafkaOptions,
  maxLag: number,
): Promise<readonly Finding[]> {
  return examine('Kafka', CONNECTION, async () => {
    const opened = await openKafka(world, options);
    const { brokers } = await withAdmin(opened.kafka, (admin) => admin.describeCluster());
    return [
      good('Kafka', `${String(brokers.length)} broker(s) at ${opened.brokers.join(', ')}`),
      ...(await examine('topics', CONNECTION, () => topicFindings(opened))),
      ...(await examine(
        'consumer groups',
        'start the services; `patchbay topics create` makes missing topics',
        async () => groupFindings(await groupStates(opened), maxLag),
      )),
    ];
  });
}

async function topicFindings(opened: OpenedKafka): Promise<readonly Finding[]> {
  const problems = await findTopicProblems(opened);
  if (problems.length === 0) return [good('topics', 'all are as they must be')];
  return problems.map(({ topic, kind, found, wanted, remedy }) =>
    bad(
      `topic ${topic}`,
      kind === 'missing' ? 'is missing' : `has ${found} and must have ${wanted}`,
      kind === 'missing' ? '`patchbay topics create`' : remedy,
    ),
  );
}

/** One finding for each group. */
export function groupFindings(states: readonly GroupState[], maxLag: number): readonly Finding[] {
  return states.map(({ group, members, lag }) => {
    const check = `consumer group ${group}`;
    const detail = `${String(members)} member(s), ${String(lag)} record(s) behind`;
    if (members === 0)
      return bad(check, detail, 'nobody reads: start the service, and look at its log and /readyz');
    if (lag > maxLag)
      return bad(
        check,
        detail,
        'add replicas up to the number of partitions, or find the endpoint that is slow',
      );
    return good(check, detail);
  });
}

async function groupStates(opened: OpenedKafka): Promise<readonly GroupState[]> {
  const { groupPrefix, topics } = opened;
  const read = {
    dispatcher: [topics.events.topic],
    'delivery-worker': [topics.deliveries.topic],
    'delivery-worker.retries': topics.retries.map(({ topic }) => topic),
    'delivery-worker.requested': [topics.deliveriesRequested.topic],
    'config-service.health': [topics.results.topic],
  };
  return withAdmin(opened.kafka, async (admin) => {
    const names = Object.keys(read).map((name) => `${groupPrefix}${name}`);
    const { groups } = await admin.describeGroups(names);
    const members = new Map(groups.map((group) => [group.groupId, group.members.length]));
    return Promise.all(
      Object.entries(read).map(async ([name, names]) => {
        const group = `${groupPrefix}${name}`;
        return { group, members: members.get(group) ?? 0, lag: await lagOf(admin, group, names) };
      }),
    );
  });
}

async function lagOf(
  admin: Parameters<Parameters<typeof withAdmin>[1]>[0],
  groupId: string,
  topics: readonly string[],
): Promise<number> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const lags = await Promise.all(
    committed.map(async ({ topic, partitions }) => {
      const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
      return partitions.map(({ partition, offset }) => {
        const end = ends.get(partition);
        // Nothing committed yet: everything that is kept is still to be read.
        const from = Number(offset) < 0 ? Number(end?.low ?? 0) : Number(offset);
        return Math.max(0, Number(end?.high ?? 0) - from);
      });
    }),
  );
  return lags.flat().reduce((sum, lag) => sum + lag, 0);
}
