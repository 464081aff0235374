import { loadConfig, kafkaSettings } from '@patchbay/service-kit/config';
import { defineTopics } from '@patchbay/integration-contracts';
import pc from 'picocolors';
import { toolKafka } from '../services/index.ts';
import { findBrokers } from './find-brokers.ts';
import { describeFacts, outgoingEvent } from './outgoing-event.ts';
import type { OutgoingEvent } from './outgoing-event.ts';
import { USAGE, parseCommand } from './publish-command.ts';
import type { PublishCommand } from './publish-command.ts';
import { PublishError } from './publish-error.ts';
import { readPayload } from './read-payload.ts';

async function run(command: PublishCommand): Promise<void> {
  const event = outgoingEvent(await readPayload(command.file), command);
  const { reading } = event;
  const isReadable = reading.kind === 'event' || reading.reason === 'unclassified';
  if (!isReadable && !command.isForced) {
    throw new PublishError(
      `${command.file} is no event: ${reading.detail} (${reading.reason}). Publish it all the same with --force`,
    );
  }
  const brokers = await findBrokers(command.brokers);
  const topic = command.topic ?? eventsTopic(brokers);
  const { partition, offset } = await produce(brokers, topic, event);
  console.log(`${pc.green('published')} ${topic}, partition ${partition}, offset ${offset}`);
  console.log(`event id  ${event.eventId}`);
  console.log(`key       ${event.key ?? '(none)'}`);
  if (reading.kind === 'event') console.log(`read as   ${describeFacts(reading.facts)}`);
  else console.log(pc.yellow(`not delivered to anyone: ${reading.detail} (${reading.reason})`));
}

/** The topic that the services read with the same environment. */
function eventsTopic(brokers: readonly string[]): string {
  const config = loadConfig(kafkaSettings, { ...process.env, KAFKA_BROKERS: brokers.join(',') });
  return defineTopics({
    prefix: config.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    retryDelaysMs: config.RETRY_DELAYS,
  }).events.topic;
}

async function produce(
  brokers: readonly string[],
  topic: string,
  { key, value, headers }: OutgoingEvent,
): Promise<{ partition: number; offset: string }> {
  const kafka = toolKafka(brokers);
  const admin = kafka.admin();
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  try {
    await admin.connect();
    const topics = await admin.listTopics();
    if (!topics.includes(topic)) {
      throw new PublishError(`there is no topic ${topic} at ${brokers.join(', ')}: do the services run?`);
    }
    await producer.connect();
    const [taken] = await producer.send({
      topic,
      acks: -1,
      messages: [{ key, value, headers: { ...headers } }],
    });
    return { partition: taken?.partition ?? -1, offset: taken?.baseOffset ?? 'unknown' };
  } finally {
    await Promise.all([producer.disconnect(), admin.disconnect()]);
  }
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command === 'help') console.log(USAGE);
  else await run(command);
} catch (error) {
  if (!(error instanceof PublishError)) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
