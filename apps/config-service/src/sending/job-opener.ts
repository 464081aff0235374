import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import { keyOf } from '../settings/integration-settings.ts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import type { Limits } from './sending-body.ts';
import type { SendingJob } from './sending-job.ts';
import { SendingJobStore } from './sending-job.store.ts';

export type JobTerms = Pick<SendingJob, 'kind' | 'since' | 'until' | 'replayed' | 'deadReason'>;

/** Of one integration. More would only wait for each other, and keep those of others waiting. */
const MAX_UNDER_WAY = 5;

/** Begins replays and recoveries. */
@Injectable()
export class JobOpener {
  readonly #settings: SettingsService;
  readonly #jobs: SendingJobStore;
  readonly #clock: Clock;
  readonly #maxAgeMs: number;

  constructor(
    settings: SettingsService,
    jobs: SendingJobStore,
    clock: Clock,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REPLAY_MAX_AGE'>,
  ) {
    this.#settings = settings;
    this.#jobs = jobs;
    this.#clock = clock;
    this.#maxAgeMs = config.REPLAY_MAX_AGE;
  }

  /** Which times a job may be about. */
  get limits(): Limits {
    return { now: this.#clock.now(), maxAgeMs: this.#maxAgeMs };
  }

  /**
   * @param createdBy who asks
   * @throws AppError `integration_not_found`, `invalid_request` for an integration that is off, `rate_limited`
   */
  async open(address: IntegrationAddress, terms: JobTerms, createdBy: string): Promise<SendingJob> {
    const settings = await this.#settings.get(address);
    if (!settings.isActive || settings.isInherited)
      throw new AppError('invalid_request', 'The integration is turned off here, and sends nothing.');
    if ((await this.#jobs.countUnderWay(settings.id)) >= MAX_UNDER_WAY)
      throw new AppError('rate_limited', `At most ${MAX_UNDER_WAY} can be under way; wait, or cancel one.`);
    const now = this.#clock.now();
    const opened: SendingJob = {
      ...{ id: randomUUIDv7(), integrationId: settings.id, integration: keyOf(address), ...terms },
      ...{ state: 'waiting', reason: null, position: null, sent: 0, skipped: 0, gone: 0 },
      ...{ createdAt: now, createdBy, updatedAt: now },
    };
    await this.#jobs.insert(opened);
    return opened;
  }
}
