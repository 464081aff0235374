import mongoose from 'mongoose';
import { request } from 'undici';
import { toolKafka } from '@patchbay/tools/services';
import type { ConsumerTask } from './consumer-run.ts';
import { MeasuredWindow } from './measured-window.ts';
import { receiveTask } from './receive-task.ts';

/** One request as it is logged. */
interface Attempt {
  readonly eventId: string;
  readonly url: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: Buffer;
  readonly responseHeaders: object;
  readonly responseBody: Buffer;
}

const IN_FLIGHT = 64;
const ATTEMPTS_PER_INSERT = 200;

/**
 * The service as somebody writes it who knows what costs: whole batches, many requests at once, attempts in bulk. It has one
 * process, no settings, and nothing for the day on which an endpoint, MongoDB or the process itself fails.
 */
class SmartConsumer {
  readonly #log = mongoose.connection.collection<Attempt>('attempts');
  readonly #measured: MeasuredWindow;
  readonly #urls: readonly string[];
  #attempts: Attempt[] = [];
  #inFlight = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(measured: MeasuredWindow, urls: readonly string[]) {
    this.#measured = measured;
    this.#urls = urls;
  }

  async deliver(eventId: string, body: Buffer): Promise<void> {
    // It passes the bytes on; it has to know what they are all the same.
    JSON.parse(body.toString());
    await Promise.all(this.#urls.map((url) => this.#send(eventId, url, body)));
  }

  async #send(eventId: string, url: string, body: Buffer): Promise<void> {
    await this.#slot();
    const at = new Date();
    const headers = { 'content-type': 'application/json', 'idempotency-key': `${eventId}:${url}` };
    const answer = await request(url, { method: 'POST', headers, body });
    const responseBody = Buffer.from(await answer.body.arrayBuffer());
    this.#attempts.push({
      eventId,
      url,
      at,
      durationMs: Date.now() - at.getTime(),
      status: answer.statusCode,
      requestHeaders: headers,
      requestBody: body,
      responseHeaders: answer.headers,
      responseBody,
    });
    // Whoever fills the bulk keeps its slot until MongoDB has it: that slows the others to what MongoDB takes.
    if (this.#attempts.length >= ATTEMPTS_PER_INSERT) await this.flush();
    this.#measured.count();
    this.#leave();
  }

  async #slot(): Promise<void> {
    if (this.#inFlight < IN_FLIGHT) this.#inFlight += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the slot on, so that nobody takes it in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#inFlight -= 1;
    else next();
  }

  async flush(): Promise<void> {
    const attempts = this.#attempts;
    this.#attempts = [];
    if (attempts.length > 0) await this.#log.insertMany(attempts, { ordered: false });
  }
}

async function run(task: ConsumerTask): Promise<void> {
  await mongoose.connect(task.mongodbUri);
  const kafka = toolKafka(task.brokers).consumer({ groupId: task.groupId });
  await kafka.connect();
  await kafka.subscribe({ topic: task.topic, fromBeginning: true });
  const measured = new MeasuredWindow(task);
  const consumer = new SmartConsumer(measured, task.urls);
  let events = 0;
  await kafka.run({
    partitionsConsumedConcurrently: 6,
    eachBatch: async ({ batch }) => {
      if (measured.isOver) return;
      const { messages } = batch;
      await Promise.all(
        messages.map(({ headers, value }) =>
          consumer.deliver(String(headers?.['event-id']), value ?? Buffer.alloc(0)),
        ),
      );
      await consumer.flush();
      events += messages.length;
      if (events === task.events) measured.close();
    },
  });
  await measured.whenOver;
  // What is under way would go on for seconds after the window; nobody counts it.
  process.exit();
}

await run((await receiveTask()) as ConsumerTask);
