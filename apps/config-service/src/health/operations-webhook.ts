import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryHeaders, DeliveryRequest, HealthChange } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Paths } from '../paths/paths.ts';
import { DeliverySink } from '../sending/delivery.sink.ts';
import { settingsSlug } from '../settings/integration-settings.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { timeText } from './health-entity.ts';

/** Stands where deliveries name their integration; no settings have it. */
export const OPERATIONS_ID = 'operations-webhook';

/** Tells operators of changes of health, by the way that all deliveries take: workers send, sign, try again and log it. */
@Injectable()
export class OperationsWebhook {
  readonly #sink: DeliverySink;
  readonly #store: SettingsStore;
  readonly #paths: Paths;
  readonly #keys: KeyRing;
  readonly #config: Pick<ConfigServiceConfig, 'OPERATIONS_WEBHOOK_URL' | 'OPERATIONS_WEBHOOK_SECRET'>;

  constructor(
    sink: DeliverySink,
    store: SettingsStore,
    paths: Paths,
    keys: KeyRing,
    @Inject(CONFIG)
    config: Pick<ConfigServiceConfig, 'OPERATIONS_WEBHOOK_URL' | 'OPERATIONS_WEBHOOK_SECRET'>,
  ) {
    this.#sink = sink;
    this.#store = store;
    this.#paths = paths;
    this.#keys = keys;
    this.#config = config;
  }

  /**
   * Resolves when the workers will send them. Whoever tells of a change twice sends it under the same delivery id.
   * @throws AppError `kafka_unavailable` or `mongodb_unavailable`
   */
  async tell(changes: readonly HealthChange[]): Promise<void> {
    if (this.#config.OPERATIONS_WEBHOOK_URL === '' || changes.length === 0) return;
    const ids = [...new Set(changes.map(({ integrationId }) => integrationId))];
    const settings = new Map((await this.#store.listByIds(ids)).map((one) => [one.id, one]));
    await this.#sink.send(
      changes.map((change) => ({
        headers: this.#headersOf(change),
        body: Buffer.from(JSON.stringify(this.#eventOf(change, settings.get(change.integrationId)))),
      })),
    );
  }

  #headersOf({
    integrationId,
    version,
    since,
  }: HealthChange): DeliveryHeaders & { request: DeliveryRequest } {
    const eventId = `health-${integrationId}-${version}`;
    const { OPERATIONS_WEBHOOK_URL: url, OPERATIONS_WEBHOOK_SECRET: secret } = this.#config;
    const values = { url, ...(secret !== '' && { signing_secret: secret }) };
    return {
      ...{ eventId, trigger: 'system', projectKey: '', eventAt: since, passThrough: {} },
      targets: [{ integrationId: OPERATIONS_ID, revision: 0 }],
      request: {
        ...{ id: eventId, kind: 'notify' },
        trial: { name: 'webhook', sealed: this.#keys.seal(values, OPERATIONS_ID) },
      },
    };
  }

  #eventOf(change: HealthChange, settings: IntegrationSettings | undefined) {
    return {
      event_name: 'integration_health',
      integration_id: change.integrationId,
      slug: settings === undefined ? null : settingsSlug(settings),
      scope: settings === undefined ? null : this.#paths.shownScope(settings.scope),
      state: change.state,
      consecutive_failures: change.failures,
      since: timeText(change.since),
      paused_until: timeText(change.pausedUntil ?? null),
    };
  }
}
