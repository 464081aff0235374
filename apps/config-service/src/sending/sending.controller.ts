import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { jobEntity } from './job-entity.ts';
import type { JobEntity } from './job-entity.ts';
import { JobOpener } from './job-opener.ts';
import type { JobTerms } from './job-opener.ts';
import { Resender } from './resender.ts';
import { forceOf, recoveryOf, replayOf } from './sending-body.ts';
import type { SendingJob } from './sending-job.ts';
import { SendingJobStore } from './sending-job.store.ts';

interface Reply {
  header(name: string, value: string): unknown;
}

const MAX_JOBS_SHOWN = 50;

/** Sends once more: one delivery, all that failed in a time, or what an integration was not told of. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug`))
export class SendingController {
  readonly #settings: SettingsService;
  readonly #resender: Resender;
  readonly #jobs: SendingJobStore;
  readonly #log: RequestLog;
  readonly #opener: JobOpener;

  constructor(
    settings: SettingsService,
    resender: Resender,
    jobs: SendingJobStore,
    log: RequestLog,
    opener: JobOpener,
  ) {
    this.#settings = settings;
    this.#resender = resender;
    this.#jobs = jobs;
    this.#log = log;
    this.#opener = opener;
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
    const job = { kind: 'replay' as const, ...replayOf(body, this.#opener.limits) };
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
    const times = recoveryOf(body, this.#opener.limits);
    const job = { kind: 'recover' as const, ...times, replayed: 'all' as const };
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
    { scope, slug, job }: { scope: ScopeKey; slug: string; job: JobTerms },
    { principal, url }: ServiceRequest,
    reply: Reply,
  ): Promise<JobEntity> {
    const begun = await this.#opener.open(addressOf(scope, slug), job, principal?.name ?? '');
    reply.header('location', `${url.replace(/\/[^/]*$/, '')}/jobs/${begun.id}`);
    return jobEntity(begun, {});
  }

  async #entityOf(job: SendingJob): Promise<JobEntity> {
    return jobEntity(job, await this.#log.countByOutcome(job.id));
  }
}

const noJob = (): AppError => new AppError('not_found', 'There is no such replay or recovery.');
