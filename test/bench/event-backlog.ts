import type { ToolKafka } from '@patchbay/tools/services';
import { projectIds, pushPayload } from './push-payload.ts';

const BATCH = 500;

/** Publishes push events as an upstream system does: plain records, keyed by project, with an id in a header. */
export class EventBacklog {
  readonly #producer: ReturnType<ToolKafka['producer']>;
  readonly #topic: string;
  readonly #projects: readonly number[];

  private constructor(kafka: ToolKafka, topic: string, projects: number) {
    this.#producer = kafka.producer({ allowAutoTopicCreation: false });
    this.#topic = topic;
    this.#projects = projectIds(projects);
  }

  static async open(kafka: ToolKafka, topic: string, projects: number): Promise<EventBacklog> {
    const backlog = new EventBacklog(kafka, topic, projects);
    await backlog.#producer.connect();
    return backlog;
  }

  /** Event ids are `<name>-<number>`. */
  async publish(name: string, events: number, signal: AbortSignal): Promise<void> {
    for (let first = 0; first < events; first += BATCH) {
      signal.throwIfAborted();
      const length = Math.min(BATCH, events - first);
      const messages = Array.from({ length }, (_, index) => this.#message(name, first + index));
      await this.#producer.send({ topic: this.#topic, messages });
    }
  }

  close(): Promise<void> {
    return this.#producer.disconnect();
  }

  #message(name: string, number: number): { key: string; value: string; headers: Record<string, string> } {
    const project = this.#projects[number % this.#projects.length] ?? 0;
    const id = `${name}-${number}`;
    return { key: String(project), value: pushPayload(project, id), headers: { 'event-id': id } };
  }
}
