import { Injectable } from '@nestjs/common';
import { AppError, slugOf } from '@patchbay/integration-contracts';
import { nextPageLink } from '../rest/query-parameters.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Paths } from '../paths/paths.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { attemptSummary } from './attempt-entity.ts';
import type { AttemptEntity } from './attempt-entity.ts';
import { deliveryEntity } from './delivery-entity.ts';
import type { DeliveryEntity, IntegrationPlace } from './delivery-entity.ts';
import { encodeCursor } from './log-cursor.ts';
import { RequestLog } from './request-log.ts';
import type { LogQuery } from './request-log.ts';

export interface AttemptPage {
  readonly deliveries: readonly AttemptEntity[];
  readonly next_cursor: string | null;
}
export interface Reply {
  header(name: string, value: string): unknown;
}

/** What every way into the request log answers with. */
@Injectable()
export class LogSearch {
  readonly #log: RequestLog;
  readonly #settings: SettingsStore;
  readonly #paths: Paths;

  constructor(log: RequestLog, settings: SettingsStore, paths: Paths) {
    this.#log = log;
    this.#settings = settings;
    this.#paths = paths;
  }

  async page(wanted: LogQuery, { url }: Pick<ServiceRequest, 'url'>, reply: Reply): Promise<AttemptPage> {
    const { attempts, next } = await this.#log.search(wanted);
    const cursor = next === undefined ? null : encodeCursor(next);
    if (cursor !== null) reply.header('link', nextPageLink(url, cursor));
    return { deliveries: attempts.map(attemptSummary), next_cursor: cursor };
  }

  /**
   * @param integrationIds whose deliveries may be seen; all when absent
   * @throws AppError `not_found`
   */
  async delivery(id: string, integrationIds?: readonly string[]): Promise<DeliveryEntity> {
    const [first, ...more] = await this.#log.ofDelivery(undefined, id);
    // A delivery belongs to one integration, which its id is made from.
    if (first !== undefined && (integrationIds?.includes(first.integrationId) ?? true))
      return deliveryEntity([first, ...more], await this.#placeOf(first.integrationId));
    throw new AppError(
      'not_found',
      'No attempt at such a delivery is in the request log; it keeps them for a limited time.',
    );
  }

  async #placeOf(integrationId: string): Promise<IntegrationPlace | null> {
    const [settings] = await this.#settings.listByIds([integrationId]);
    if (settings === undefined) return null;
    const { name, label, scope } = settings;
    return {
      slug: label === '' ? slugOf(name) : slugOf(name, label),
      scope: this.#paths.shownScope(scope),
    };
  }
}
