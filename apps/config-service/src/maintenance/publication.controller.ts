import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Access } from '../access/access.ts';
import type { Actor } from '../audit/actor.ts';
import { RequestActor } from '../audit/request-actor.ts';
import { Clock } from '../settings/clock.ts';
import { Republication } from './republication.ts';
import type { PublicationProgress } from './republication.ts';
import { SettingsDrift } from './settings-drift.ts';

interface Listed {
  readonly count: number;
  /** The first hundred. */
  readonly ids: readonly string[];
}

interface DriftEntity {
  readonly in_mongodb: number;
  readonly in_topic: number;
  readonly missing: Listed;
  readonly stale: Listed;
  readonly unexpected: Listed;
}

const LISTED = 100;

/** Whether Kafka has the settings that MongoDB has, and making it so. */
@Access('instance-admin')
@Controller('api/v4/admin/settings')
export class PublicationController {
  readonly #republication: Republication;
  readonly #drift: SettingsDrift;
  readonly #clock: Clock;

  constructor(republication: Republication, drift: SettingsDrift, clock: Clock) {
    this.#republication = republication;
    this.#drift = drift;
    this.#clock = clock;
  }

  @Post('republish')
  @HttpCode(202)
  async republish(@RequestActor() actor: Actor): Promise<PublicationProgress> {
    return this.#republication.start(actor, this.#clock.now());
  }

  @Get('publication')
  async progress(): Promise<PublicationProgress> {
    return this.#republication.progress();
  }

  @Get('drift')
  async drift(): Promise<DriftEntity> {
    const { stored, published, missing, stale, unexpected } = await this.#drift.check();
    return {
      in_mongodb: stored,
      in_topic: published,
      missing: listed(missing),
      stale: listed(stale),
      unexpected: listed(unexpected),
    };
  }
}

function listed(ids: readonly string[]): Listed {
  return { count: ids.length, ids: ids.slice(0, LISTED) };
}
