import { SAMPLES, deliveryIdOf, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { FullAttempt } from '../request-log/request-log.ts';
import { JobRunner } from '../sending/job-runner.ts';
import { TOKENS, startTestApp } from './test-app.ts';
import type { TestApp } from './test-app.ts';

export type Json = Readonly<Record<string, unknown>>;

export const HOOK = 'projects/7/integrations/webhook';
/** Where the web hook's deliveries went. */
export const URL_THEN = 'https://hooks.example/one';
const HOUR_MS = 3_600_000;
/** When the first delivery was made. */
export const START = Date.now() - HOUR_MS;

/** The service with a web hook for project 7, and with deliveries of it to send once more. */
export class SendingService {
  readonly app: TestApp;
  /** Of the integration that the deliveries are of. */
  integrationId = '';

  constructor(app: TestApp) {
    this.app = app;
  }

  static async start(): Promise<SendingService> {
    const environment = { REPLAY_PAUSE: '10ms', REPLAY_RATE: '10000', REPLAY_BATCH: '4' };
    const started = new SendingService(await startTestApp(environment));
    await started.call('PUT', HOOK, { url: URL_THEN });
    await started.look('webhook');
    return started;
  }

  /** Makes the deliveries that follow those of another integration of the project. */
  async look(name: string): Promise<void> {
    const found = await this.app.store.find({ scope: 'project:7', name, label: '' });
    this.integrationId = found?.id ?? '';
  }

  async call(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    payload?: object,
    token = TOKENS.admin,
  ): Promise<{ status: number; body: Json; location: unknown }> {
    const headers = { 'private-token': token };
    const url = `/api/v4/${path.replace('/api/v4/', '')}`;
    const answer = await this.app.app.inject({ method, url, headers, ...(payload && { payload }) });
    const body = answer.body === '' ? {} : answer.json<Json>();
    return { status: answer.statusCode, body, location: answer.headers['location'] };
  }

  /** A delivery that was attempted once, some seconds after the start; Kafka has its event. */
  delivered(number: number, changes: Partial<FullAttempt> = {}, payload: object = SAMPLES.push): FullAttempt {
    const { integrationId } = this;
    const eventId = `event-${number}`;
    const deliveryId = deliveryIdOf(eventId, integrationId, '7');
    const attempt: FullAttempt = {
      ...{ id: `${deliveryId}:1:0`, deliveryId, eventId, integrationId, projectKey: '7', trigger: 'push' },
      ...{
        name: 'webhook',
        revision: 1,
        attempt: 1,
        step: 0,
        outcome: 'dead',
        reason: 'http_404',
        durationMs: 5,
      },
      at: new Date(START + number * 1000),
      expiresAt: new Date(START + 48 * HOUR_MS),
      request: { method: 'POST', url: URL_THEN, headers: {}, body: Buffer.alloc(0), isBodyCut: false },
      record: `integration.deliveries/0/${number}`,
      ...changes,
    };
    this.app.log.attempts.push(attempt);
    this.app.archive.keep({
      ...{ topic: 'integration.deliveries', partition: 0, offset: String(number), key: null, timestampMs: 0 },
      value: Buffer.from(JSON.stringify(payload)),
      headers: encodeDeliveryHeaders({
        ...{ eventId, trigger: 'push', projectKey: '7', eventAt: START, passThrough: { traceparent: 'x' } },
        targets: [
          { integrationId: 'another', revision: 3 },
          { integrationId, revision: 1 },
        ],
      }),
    });
    return attempt;
  }

  /** Puts the event of one delivery where that of another was, as when a topic is made anew. */
  misplace(number: number, place: number): void {
    const record = this.app.archive.records.get(`integration.deliveries/0/${number}`);
    if (record !== undefined) this.app.archive.keep({ ...record, offset: String(place) });
  }

  async job(location: unknown): Promise<Json> {
    return (await this.call('GET', String(location))).body;
  }

  /** Works on jobs until there is nothing left to do; what waits behind an obstacle has waited long enough by the next turn. */
  async runJobs(): Promise<void> {
    while (await this.app.app.get(JobRunner).workOnOne()) this.app.jobs.nowMs += 10;
  }

  get sentEvents(): readonly string[] {
    return this.app.deliveries.sent.map(({ headers }) => headers.eventId);
  }
}
