import { SAMPLES, defineTopics } from '@patchbay/integration-contracts';
import { Receiver } from '../receiver/index.ts';
import { toolKafka } from '../services/index.ts';
import type { Services, ServicesOptions } from '../services/index.ts';

const PROJECT = 7001;
const INTERVAL_MS = 50;
const TRACES = '0af7651916cd43dd8448eb211c8031';

/** Events that come in all the time, for receivers of which some fail. */
export class Load {
  readonly #receiver: Receiver;
  readonly #producer;
  readonly #topic: string;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<unknown> = Promise.resolve();
  #count = 0;

  private constructor(receiver: Receiver, options: ServicesOptions) {
    this.#receiver = receiver;
    this.#producer = toolKafka(options.kafkaBrokers).producer({ allowAutoTopicCreation: false });
    const prefix = options.topicPrefix ?? '';
    this.#topic = defineTopics({ prefix, partitions: 1, retryDelaysMs: [1000] }).events.topic;
  }

  /** Sets the integrations up and begins. */
  static async start(services: Services, options: ServicesOptions): Promise<Load> {
    const load = new Load(await Receiver.start({ maxRequests: 0 }), options);
    await load.#setUp(services.api);
    await load.#producer.connect();
    load.#timer = setInterval(() => {
      load.#sending = load.#publish();
    }, INTERVAL_MS);
    return load;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
    await this.#producer.disconnect();
    await this.#receiver.close();
  }

  async #setUp(api: Services['api']): Promise<void> {
    const { url } = this.#receiver;
    this.#receiver.on('/failing', { answers: [503] });
    this.#receiver.on('/gone', { answers: [404] });
    const pushes = { push_events: true };
    await api.put(`project:${PROJECT}`, 'webhook:fine', { url: `${url}/fine`, ...pushes });
    await api.put(`project:${PROJECT}`, 'webhook:failing', { url: `${url}/failing`, ...pushes });
    await api.put(`project:${PROJECT}`, 'webhook:gone', { url: `${url}/gone`, ...pushes });
    await api.put(`project:${PROJECT}`, 'slack', {
      webhook: `${url}/slack`,
      branches_to_be_notified: 'protected',
      ...pushes,
    });
  }

  /** Every twentieth can't be read; all belong to kept traces. */
  #publish(): Promise<unknown> {
    this.#count += 1;
    const { project } = SAMPLES.push;
    const event = { ...SAMPLES.push, project_id: PROJECT, project: { ...(project as object), id: PROJECT } };
    const traceId = `${TRACES}${String(this.#count % 100).padStart(2, '0')}`;
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    const value = this.#count % 20 === 0 ? '{' : JSON.stringify(event);
    return this.#producer.send({ topic: this.#topic, messages: [{ key: String(PROJECT), value, headers }] });
  }
}
