import { FAN_OUT, PARTITIONS } from './bench.ts';
import type { StackedBench } from './bench.ts';
import { CountingReceiver } from './counting-receiver.ts';
import { EventBacklog } from './event-backlog.ts';
import { runMeasuredChild } from './measured-child.ts';
import { toMeasurement } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import type { NaiveConsumerTask } from './naive-consumer.ts';
import { RunSpace } from './run-space.ts';

/** Several times what such a consumer has been seen to take; when a fast machine runs out, its window ends early. */
const EVENTS_PER_SECOND = 400;

/** A consumer that does the same job without any of Patchbay's means. */
export async function runNaive(bench: StackedBench): Promise<Measurement> {
  const space = await RunSpace.open(bench.stack);
  try {
    const topic = `${space.prefix}events`;
    await space.createTopic(topic, PARTITIONS);
    return await measure(bench, space, topic);
  } finally {
    await space.remove();
  }
}

async function measure(bench: StackedBench, space: RunSpace, topic: string): Promise<Measurement> {
  const { options, stack, signal } = bench;
  const events = Math.ceil((options.seconds + options.warmupSeconds) * EVENTS_PER_SECOND);
  await publish(bench, space, { topic, events });
  const receiver = await CountingReceiver.start(FAN_OUT);
  try {
    const task: NaiveConsumerTask = {
      brokers: stack.kafkaBrokers,
      mongodbUri: space.mongodbUri,
      topic,
      groupId: `${space.prefix}naive`,
      urls: receiver.urls,
      events,
      warmupMs: options.warmupSeconds * 1000,
      measureMs: options.seconds * 1000,
    };
    const result = await runMeasuredChild({
      program: new URL('./naive-consumer.ts', import.meta.url),
      task,
      role: 'consumer',
      others: { kafka: stack.kafka.pid(), mongod: stack.mongo.pid(), receiver: receiver.pid },
      signal,
    });
    return toMeasurement({ variant: 'naive', ...result });
  } finally {
    await receiver.stop();
  }
}

async function publish(
  { options, signal }: StackedBench,
  { kafka }: RunSpace,
  { topic, events }: { readonly topic: string; readonly events: number },
): Promise<void> {
  const backlog = await EventBacklog.open(kafka, topic, options.projects);
  try {
    await backlog.publish('naive', events, signal);
  } finally {
    await backlog.close();
  }
}
