import type { ToolKafka } from '../services/index.ts';
import type { DemoEvent } from './event-stream.ts';

/** Publishes as an upstream system does: the payload as it is, the project as the key, an id in a header. */
export class EventPublisher {
  readonly #producer: ReturnType<ToolKafka['producer']>;
  readonly #topic: string;

  private constructor(producer: ReturnType<ToolKafka['producer']>, topic: string) {
    this.#producer = producer;
    this.#topic = topic;
  }

  static async connect(kafka: ToolKafka, topic: string): Promise<EventPublisher> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    return new EventPublisher(producer, topic);
  }

  async publish({ id, project, value }: DemoEvent): Promise<void> {
    const headers = { 'event-id': id, 'content-type': 'application/json' };
    await this.#producer.send({
      topic: this.#topic,
      acks: -1,
      messages: [{ key: String(project.id), value, headers }],
    });
  }

  close(): Promise<void> {
    return this.#producer.disconnect();
  }
}
