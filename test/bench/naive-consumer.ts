import mongoose from 'mongoose';
import { toolKafka } from '@patchbay/tools/services';
import type { ConsumerTask } from './consumer-run.ts';
import { MeasuredWindow } from './measured-window.ts';
import { receiveTask } from './receive-task.ts';

const attemptSchema = new mongoose.Schema(
  {
    eventId: String,
    url: String,
    requestBody: String,
    status: Number,
    responseBody: String,
    durationMs: Number,
  },
  { timestamps: true },
);
const Attempt = mongoose.model('Attempt', attemptSchema);

/** The service as tutorials write it: one message at a time, one endpoint after the other, one document for each request. */
async function run(task: ConsumerTask): Promise<void> {
  await mongoose.connect(task.mongodbUri);
  const consumer = toolKafka(task.brokers).consumer({ groupId: task.groupId });
  await consumer.connect();
  await consumer.subscribe({ topic: task.topic, fromBeginning: true });
  const measured = new MeasuredWindow(task);
  let events = 0;
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (measured.isOver) return;
      const event: unknown = JSON.parse(message.value?.toString() ?? '');
      const eventId = String(message.headers?.['event-id']);
      for (const url of task.urls) {
        await deliver(eventId, url, event);
        measured.count();
      }
      events += 1;
      if (events === task.events) measured.close();
    },
  });
  await measured.whenOver;
  await consumer.disconnect();
  await mongoose.disconnect();
}

async function deliver(eventId: string, url: string, event: unknown): Promise<void> {
  const startedAt = Date.now();
  const requestBody = JSON.stringify(event);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: requestBody });
  const responseBody = await response.text();
  const { status } = response;
  await Attempt.create({
    eventId,
    url,
    requestBody,
    status,
    responseBody,
    durationMs: Date.now() - startedAt,
  });
}

await run((await receiveTask()) as ConsumerTask);
process.exit();
