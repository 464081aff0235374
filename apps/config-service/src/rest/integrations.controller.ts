import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { HealthRegister } from '../health/health-register.ts';
import { WriteConditions } from './write-conditions.ts';
import { Paths } from '../paths/paths.ts';
import { Inheritance } from '../settings/inheritance.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import type { SettingsChange } from '../settings/settings.service.ts';
import type { WriteContext } from '../settings/settings-writer.ts';
import { addressOf } from './integration-address.ts';
import { basicEntity, fullEntity } from './integration-entity.ts';
import type { Entity } from './integration-entity.ts';
import { pageOf, pagingOf } from './paging.ts';
import { queryParametersOf } from './query-parameters.ts';
import { RequestScope } from './request-scope.ts';
import { declareRevision } from './revision-tag.ts';
import { SCOPE_PATHS } from './scope-address.ts';
import type { ServiceRequest } from './service-request.ts';
import { partialChangeOf, settingsChangeOf } from './settings-body.ts';

interface Reply {
  header(name: string, value: string): unknown;
}

/** Settings at every level, as in GitLab's integrations API. */
@Access('scope')
@Controller([...SCOPE_PATHS])
export class IntegrationsController {
  readonly #settings: SettingsService;
  readonly #inheritance: Inheritance;
  readonly #paths: Paths;
  readonly #health: HealthRegister;

  constructor(settings: SettingsService, inheritance: Inheritance, paths: Paths, health: HealthRegister) {
    this.#settings = settings;
    this.#inheritance = inheritance;
    this.#paths = paths;
    this.#health = health;
  }

  /** With `resolved=true` what is inherited as well, and where from; GitLab copies settings instead, and lists the copies. */
  @Get()
  async list(
    @RequestScope() scope: ScopeKey,
    @Query() query: unknown,
    @Req() { url }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Entity[]> {
    const { resolved, ...paging } = queryParametersOf(query, ['page', 'per_page', 'resolved']);
    const page = { url, reply };
    const valuesOf = (row: IntegrationSettings) => this.#settings.listedValuesOf(row);
    if (resolved !== 'true') {
      const own = pageOf(await this.#settings.list(scope), pagingOf(paging), page);
      const healthOf = await this.#health.statesOf(own.map(({ id }) => id));
      return own.map((settings) => basicEntity(settings, healthOf(settings.id), valuesOf));
    }
    const holding = pageOf(await this.#inheritance.holdingIn(scope), pagingOf(paging), page);
    const healthOf = await this.#health.statesOf(holding.map(({ settings }) => settings.id));
    return holding.map(({ settings, isInherited }) => ({
      ...basicEntity({ ...settings, isInherited }, healthOf(settings.id), valuesOf),
      inherited_from: isInherited ? this.#paths.shownScope(settings.scope) : null,
    }));
  }

  @Get(':slug')
  async get(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Entity> {
    return this.#shown(await this.#settings.get(addressOf(scope, slug)), reply);
  }

  @Put(':slug')
  put(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
    @WriteConditions() context: WriteContext,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Entity> {
    return this.#change({ scope, slug, change: settingsChangeOf(body) }, context, reply);
  }

  /** Changes some of the settings that a scope has of its own, turned on or not; GitLab has nothing like it. */
  @Patch(':slug')
  patch(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
    @WriteConditions() context: WriteContext,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Entity> {
    return this.#change({ scope, slug, change: partialChangeOf(body) }, context, reply);
  }

  /** With `purge=true` nothing is left, and the settings of the next scope outwards hold here. */
  @Delete(':slug')
  @HttpCode(204)
  async delete(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Headers('if-unmodified-since') unmodifiedSince: string | undefined,
    @WriteConditions() context: WriteContext,
  ): Promise<void> {
    const address = addressOf(scope, slug);
    const conditions = { ...context, unmodifiedSince: httpDate(unmodifiedSince) };
    if (isPurge(query)) await this.#settings.purge(address, conditions);
    else await this.#settings.remove(address, conditions);
  }

  async #change(
    { scope, slug, change }: { scope: ScopeKey; slug: string; change: SettingsChange },
    context: WriteContext,
    reply: Reply,
  ): Promise<Entity> {
    // GitLab has a route for each slug here, so an unknown one is not found instead of not valid.
    const address = addressOf(scope, slug, 'not_found');
    return this.#shown(await this.#settings.upsert(address, change, context), reply);
  }

  async #shown(settings: IntegrationSettings, reply: Reply): Promise<Entity> {
    declareRevision(reply, settings);
    // The entity has GitLab's keys alone, so where the settings come from is told beside it.
    const source = settings.isInherited ? await this.#inheritance.sourceOf(settings) : undefined;
    if (source !== undefined) reply.header('x-inherited-from', this.#paths.shownScope(source.scope));
    const { state } = await this.#health.of((source ?? settings).id);
    return fullEntity(settings, state, this.#settings.valuesOf(settings));
  }
}

function isPurge(query: unknown): boolean {
  const { purge = 'false' } = queryParametersOf(query, ['purge']);
  if (purge === 'true' || purge === 'false') return purge === 'true';
  throw new AppError('invalid_request', 'purge must be true or false.');
}

/** RFC 9110 §13.1.4: what is no date counts as absent. */
function httpDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
