import { Controller, Get } from '@nestjs/common';
import type { BreakerState } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { Clock } from '../settings/clock.ts';
import { BreakerBoard } from './breaker-board.ts';

interface BreakerEntity {
  readonly origin: string;
  readonly worker_id: string;
  readonly state: BreakerState;
  readonly failures: number | null;
  readonly at: string;
}

/** Which endpoints the workers call less, or not at all. */
@Access('instance-admin')
@Controller('api/v4/admin/breakers')
export class BreakersController {
  readonly #board: BreakerBoard;
  readonly #clock: Clock;

  constructor(board: BreakerBoard, clock: Clock) {
    this.#board = board;
    this.#clock = clock;
  }

  @Get()
  list(): readonly BreakerEntity[] {
    return this.#board.listOpen(this.#clock.now().getTime()).map((event) => ({
      ...{ origin: event.origin, worker_id: event.workerId, state: event.state },
      failures: event.failures ?? null,
      at: new Date(event.at).toISOString(),
    }));
  }
}
