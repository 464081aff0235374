import { FAN_OUT, PARTITIONS } from './bench.ts';
import type { StackedBench } from './bench.ts';
import { CountingReceiver } from './counting-receiver.ts';
import { EventBacklog } from './event-backlog.ts';
import { runMeasuredChild } from './measured-child.ts';
import { toMeasurement } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import type { WindowOptions } from './measured-window.ts';
import { RunSpace } from './run-space.ts';

export type ConsumerVariant = 'naive' | 'smart';

/** What a program that consumes the events and delivers them is told. */
export interface ConsumerTask extends WindowOptions {
  readonly brokers: readonly string[];
  readonly mongodbUri: string;
  readonly topic: string;
  readonly groupId: string;
  readonly urls: readonly string[];
  /** Events in the topic. */
  readonly events: number;
}

/** Several times what such consumers have been seen to take; when a fast machine runs out, its window ends early. */
const EVENTS_PER_SECOND: Readonly<Record<ConsumerVariant, number>> = { naive: 400, smart: 4000 };

/** A consumer that does the same job without Patchbay. */
export async function runConsumer(variant: ConsumerVariant, bench: StackedBench): Promise<Measurement> {
  const space = await RunSpace.open(bench.stack);
  try {
    const topic = `${space.prefix}events`;
    await space.createTopic(topic, PARTITIONS);
    return await measure(variant, bench, { space, topic });
  } finally {
    await space.remove();
  }
}

async function measure(
  variant: ConsumerVariant,
  bench: StackedBench,
  { space, topic }: { readonly space: RunSpace; readonly topic: string },
): Promise<Measurement> {
  const { options, stack, signal } = bench;
  const events = Math.ceil((options.seconds + options.warmupSeconds) * EVENTS_PER_SECOND[variant]);
  await publish(bench, space, { topic, events });
  const receiver = await CountingReceiver.start(FAN_OUT);
  try {
    const task: ConsumerTask = {
      brokers: stack.kafkaBrokers,
      mongodbUri: space.mongodbUri,
      topic,
      groupId: `${space.prefix}${variant}`,
      urls: receiver.urls,
      events,
      warmupMs: options.warmupSeconds * 1000,
      measureMs: options.seconds * 1000,
    };
    const result = await runMeasuredChild({
      program: new URL(`./${variant}-consumer.ts`, import.meta.url),
      task,
      role: 'consumer',
      others: { kafka: stack.kafka.pid(), mongod: stack.mongo.pid(), receiver: receiver.pid },
      signal,
    });
    return toMeasurement({ variant, ...result });
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
    await backlog.publish('event', events, signal);
  } finally {
    await backlog.close();
  }
}
