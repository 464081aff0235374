import { randomUUIDv7 } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Clock } from '../settings/clock.ts';
import { keyOf } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { jobEntity } from './job-entity.ts';
import type { JobEntity } from './job-entity.ts';
import { Resender } from './resender.ts';
import { forceOf, recoveryOf, replayOf } from './sending-body.ts';
import type { SendingJob } from './sending-job.ts';
import { SendingJobStore } from './sending-job.store.ts';

interface Reply {
  header(name: string, value: string): unknown;
}

const MAX_JOBS_SHOWN = 50;
/** Of one integration. More would only wait for each other, and keep those of others waiting. */
const MAX_UNDER_WAY = 5;

/** Sends once more: one delivery, all that failed in a time, or what an integration was not told of. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug`))
export class SendingController {
  readonly #settings: SettingsService;
  readonly #resender: Resender;
  readonly #jobs: SendingJobStore;
  readonly #log: RequestLog;
  readonly #clock: Clock;
  readonly #maxAgeMs: number;

  constructor(
    settings: SettingsService,
    resender: Resender,
    jobs: SendingJobStore,
    log: RequestLog,
    clock: Clock,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REPLAY_MAX_AGE'>,
  ) {
    this.#settings = settings;
    this.#resender = resender;
    this.#jobs = jobs;
    this.#log = log;
    this.#clock = clock;
    this.#maxAgeMs = config.REPLAY_MAX_AGE;
  }

  @Post('deliveries/:attempt_id/resend')
  @HttpCode(202)
  async resend(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Param('attempt_id') attemptId: string,
    @Body() body: unknown,
  ): Promise<Readonly<Record<string, string>>> {
    const { id, deliveryId } = await this.#resender.resend(addressOf(scope, slug), attemptId, forceOf(body));
    return { id, delivery_id: deliveryId };
  }

  @Post('replay')
  @HttpCode(202)
  replay(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<JobEntity> {
    const limits = { now: this.#clock.now(), maxAgeMs: this.#maxAgeMs };
    const job = { kind: 'replay' as const, ...replayOf(body, limits) };
    return this.#begin({ scope, slug, job }, request, reply);
  }

  @Post('recover')
  @HttpCode(202)
  recover(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<JobEntity> {
    const limits = { now: this.#clock.now(), maxAgeMs: this.#maxAgeMs };
    const job = { kind: 'recover' as const, ...recoveryOf(body, limits), replayed: 'all' as const };
    return this.#begin({ scope, slug, job }, request, reply);
  }

  @Get('jobs')
  async list(@RequestScope() scope: ScopeKey, @Param('slug') slug: string): Promise<readonly JobEntity[]> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    const jobs = await this.#jobs.list(id, MAX_JOBS_SHOWN);
    return Promise.all(jobs.map((job) => this.#entityOf(job)));
  }

  @Get('jobs/:job_id')
  async get(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Param('job_id') jobId: string,
  ): Promise<JobEntity> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    const job = await this.#jobs.find(id, jobId);
    if (job === undefined) throw noJob();
    return this.#entityOf(job);
  }

  /** Deliveries that are sent already go on. */
  @Delete('jobs/:job_id')
  @HttpCode(204)
  async cancel(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Param('job_id') jobId: string,
  ): Promise<void> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    if (await this.#jobs.cancel(id, jobId)) return;
    const job = await this.#jobs.find(id, jobId);
    if (job === undefined) throw noJob();
    throw new AppError('invalid_request', `The job is ${job.state} already.`);
  }

  async #begin(
    {
      scope,
      slug,
      job,
    }: { scope: ScopeKey; slug: string; job: Pick<SendingJob, 'kind' | 'since' | 'until' | 'replayed'> },
    { principal, url }: ServiceRequest,
    reply: Reply,
  ): Promise<JobEntity> {
    const address = addressOf(scope, slug);
    const settings = await this.#settings.get(address);
    if (!settings.isActive || settings.isInherited)
      throw new AppError('invalid_request', 'The integration is turned off here, and sends nothing.');
    if ((await this.#jobs.countUnderWay(settings.id)) >= MAX_UNDER_WAY)
      throw new AppError('rate_limited', `At most ${MAX_UNDER_WAY} can be under way; wait, or cancel one.`);
    const now = this.#clock.now();
    const begun: SendingJob = {
      ...{ id: randomUUIDv7(), integrationId: settings.id, integration: keyOf(address), ...job },
      ...{ state: 'waiting', reason: null, position: null, sent: 0, skipped: 0, gone: 0 },
      ...{ createdAt: now, createdBy: principal?.name ?? '', updatedAt: now },
    };
    await this.#jobs.insert(begun);
    reply.header('location', `${url.replace(/\/[^/]*$/, '')}/jobs/${begun.id}`);
    return jobEntity(begun, {});
  }

  async #entityOf(job: SendingJob): Promise<JobEntity> {
    return jobEntity(job, await this.#log.countByOutcome(job.id));
  }
}

const noJob = (): AppError => new AppError('not_found', 'There is no such replay or recovery.');
