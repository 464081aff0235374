import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { bytesOf } from '../api/given-values.ts';
import { CliError } from '../cli-error.ts';
import { TopicTail } from '../../services/index.ts';
import type { TailedRecord } from '../../services/index.ts';
import { openKafka, withAdmin, withKafka } from '../kafka/kafka-options.ts';
import type { KafkaOptions, OpenedKafka } from '../kafka/kafka-options.ts';
import { describeFacts, outgoingEvent, readingOf } from '../kafka/outgoing-event.ts';
import type { OutgoingEvent, Reading } from '../kafka/outgoing-event.ts';
import { wholeNumber } from '../api/whole-number.ts';
import { show } from '../output/show.ts';
import type { World } from '../world.ts';

interface PublishOptions extends KafkaOptions {
  readonly topic?: string;
  readonly key?: string;
  readonly header: Readonly<Record<string, string>>;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface TailOptions extends KafkaOptions {
  readonly topic?: string;
  readonly fromBeginning?: boolean;
  readonly limit?: number;
  readonly json?: boolean;
}

export function addEvents(program: Command, world: World): void {
  const events = program.command('events').description('events on Kafka');
  withKafka(
    events
      .command('publish')
      .description('publishes an event for Patchbay to deliver, and says how it was read'),
  )
    .argument('<file>', 'holds the JSON payload; - reads standard input')
    .option('--topic <name>', 'the events topic when absent')
    .option('--key <text>', 'of the record; the payload’s project id when absent')
    .option(
      '--header <name=value>',
      'of the record, may be repeated: x-gitlab-event="Push Hook"',
      asHeader,
      {},
    )
    .option('--force', 'publishes it even if it is no valid event')
    .option('--json', 'where it is, as JSON')
    .action((file: string, options: PublishOptions) => publish(world, file, options));
  withKafka(events.command('tail').description('follows the events as they come in, until it is interrupted'))
    .option('--topic <name>', 'the events topic when absent')
    .option('--from-beginning', 'with what Kafka still has')
    .option('--limit <number>', 'ends after so many', wholeNumber)
    .option('--json', 'a JSON object for each, one a line, with the payload')
    .action((options: TailOptions) => tail(world, options));
}

async function publish(world: World, file: string, options: PublishOptions): Promise<void> {
  const event = outgoingEvent(await bytesOf(file, world.readInput), {
    key: options.key,
    headers: options.header,
  });
  const { reading, eventId, key } = event;
  if (!isDeliverable(reading) && options.force !== true) {
    throw new CliError(
      `${file} is no event: ${reading.detail} (${reading.reason}). Publish it all the same with --force`,
    );
  }
  const opened = await openKafka(world, options);
  const topic = options.topic ?? opened.topics.events.topic;
  const place = await produce(opened, topic, event);
  show(world, options.json, { topic, ...place, event_id: eventId, key, read_as: readAs(reading) }, () => [
    `published ${topic}, partition ${String(place.partition)}, offset ${place.offset}`,
    `event id  ${eventId}`,
    `key       ${key ?? '(none)'}`,
    reading.kind === 'event' ? `read as   ${readAs(reading)}` : `not delivered to anyone: ${readAs(reading)}`,
  ]);
}

/** What is not told apart yet may be one day; it only reaches nobody. */
function isDeliverable(reading: Reading): reading is Extract<Reading, { kind: 'event' }> {
  return reading.kind === 'event' || reading.reason === 'unclassified';
}

function readAs(reading: Reading): string {
  return reading.kind === 'event' ? describeFacts(reading.facts) : `${reading.detail} (${reading.reason})`;
}

async function produce(
  { kafka, brokers }: OpenedKafka,
  topic: string,
  { key, value, headers }: OutgoingEvent,
): Promise<{ readonly partition: number; readonly offset: string }> {
  const names = await withAdmin(kafka, (admin) => admin.listTopics());
  if (!names.includes(topic))
    throw new CliError(`there is no topic ${topic} at ${brokers.join(', ')}: do the services run?`);
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  try {
    await producer.connect();
    const [taken] = await producer.send({
      topic,
      acks: -1,
      messages: [{ key, value, headers: { ...headers } }],
    });
    return { partition: taken?.partition ?? -1, offset: taken?.baseOffset ?? 'unknown' };
  } finally {
    await producer.disconnect();
  }
}

async function tail(world: World, options: TailOptions): Promise<void> {
  const { kafka, topics } = await openKafka(world, options);
  const { promise: isEnough, resolve: enough } = Promise.withResolvers<undefined>();
  let seen = 0;
  const follower = await TopicTail.start(kafka, {
    topics: [options.topic ?? topics.events.topic],
    fromBeginning: options.fromBeginning === true,
    onRecord: (record) => {
      if (seen === options.limit) return;
      seen += 1;
      world.write(options.json === true ? JSON.stringify(asJson(record)) : recordLine(record));
      if (seen === options.limit) enough(undefined);
    },
  });
  world.stopped().addEventListener('abort', () => {
    enough(undefined);
  });
  world.note('following; Ctrl-C ends it');
  await isEnough;
  await follower.close();
}

function recordLine({ partition, offset, key, value, headers }: TailedRecord): string {
  const read = value === null ? 'empty' : readAs(readingOf(value, headers));
  return `${String(partition)}/${offset}  key ${key}  ${read}`;
}

function asJson({ value, ...record }: TailedRecord): object {
  return { ...record, value: value?.toString('utf8') ?? null };
}

function asHeader(text: string, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const separator = text.indexOf('=');
  if (separator < 1) throw new InvalidArgumentError('Write it as NAME=VALUE.');
  return { ...given, [text.slice(0, separator).trim().toLowerCase()]: text.slice(separator + 1) };
}
