import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { AppError, HEALTH_STATES } from '@patchbay/integration-contracts';
import type { HealthState } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { Paths } from '../paths/paths.ts';
import { declarePage, pagingOf } from '../rest/paging.ts';
import { queryParametersOf } from '../rest/query-parameters.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { listedHealthEntity } from './health-entity.ts';
import type { ListedHealthEntity } from './health-entity.ts';
import { HealthStore } from './health.store.ts';

interface Reply {
  header(name: string, value: string): unknown;
}

/** How the integrations of all scopes do, as far as anything was ever sent for them. */
@Access('instance-admin')
@Controller('api/v4/admin/health')
export class AllHealthController {
  readonly #health: HealthStore;
  readonly #settings: SettingsStore;
  readonly #paths: Paths;

  constructor(health: HealthStore, settings: SettingsStore, paths: Paths) {
    this.#health = health;
    this.#settings = settings;
    this.#paths = paths;
  }

  @Get()
  async list(
    @Query() query: unknown,
    @Req() { url }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<readonly ListedHealthEntity[]> {
    const { state, ...rest } = queryParametersOf(query, ['state', 'page', 'per_page']);
    const paging = pagingOf(rest);
    const { total, items } = await this.#health.list({
      ...(state !== undefined && { state: stateOf(state) }),
      ...{ offset: (paging.page - 1) * paging.perPage, limit: paging.perPage },
    });
    declarePage(total, paging, { url, reply });
    const settings = new Map(
      (await this.#settings.listByIds(items.map(({ id }) => id))).map((one) => [one.id, one]),
    );
    return items.flatMap((health) => {
      // Of one that was deleted a last outcome may come in late.
      const own = settings.get(health.id);
      return own === undefined ? [] : [listedHealthEntity(health, own, this.#paths.shownScope(own.scope))];
    });
  }
}

function stateOf(text: string): HealthState {
  const state = HEALTH_STATES.find((one) => one === text);
  if (state === undefined)
    throw new AppError('invalid_request', `state must be one of ${HEALTH_STATES.join(', ')}.`);
  return state;
}
