import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Access } from '../access/access.ts';
import type { Actor } from '../audit/actor.ts';
import { RequestActor } from '../audit/request-actor.ts';
import { Clock } from '../settings/clock.ts';
import { keysEntity } from './keys-entity.ts';
import type { KeysEntity } from './keys-entity.ts';
import { KeyRotation } from './key-rotation.ts';
import { KeyUsage } from './key-usage.ts';
import { MaintenanceLoop } from './maintenance-loop.ts';
import { RotationStore } from './rotation.store.ts';

/** The keys that seal settings: which are needed, and sealing everything with the first one again. */
@Access('instance-admin')
@Controller('api/v4/admin/keys')
export class KeysController {
  readonly #usage: KeyUsage;
  readonly #rotations: RotationStore;
  readonly #rotation: KeyRotation;
  readonly #loop: MaintenanceLoop;
  readonly #clock: Clock;

  constructor(
    usage: KeyUsage,
    rotations: RotationStore,
    rotation: KeyRotation,
    loop: MaintenanceLoop,
    clock: Clock,
  ) {
    this.#usage = usage;
    this.#rotations = rotations;
    this.#rotation = rotation;
    this.#loop = loop;
    this.#clock = clock;
  }

  @Get()
  async show(): Promise<KeysEntity> {
    // Read first: when it says that the rotation is over, the counts are those from after it.
    const rotation = await this.#rotations.read();
    return keysEntity(await this.#usage.report(), rotation);
  }

  @Post('rotate')
  @HttpCode(202)
  async rotate(@RequestActor() actor: Actor): Promise<KeysEntity> {
    await this.#rotation.start(actor, this.#clock.now());
    this.#loop.nudge();
    return this.show();
  }
}
