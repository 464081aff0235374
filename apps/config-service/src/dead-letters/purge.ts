import { Injectable } from '@nestjs/common';
import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import type { Actor } from '../audit/actor.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { EventArchive } from '../sending/event-archive.ts';
import { Clock } from '../settings/clock.ts';
import type { PurgeTerms } from './dead-letter-body.ts';
import { TOPIC_OF } from './dead-letters.service.ts';

/** Has Kafka delete old dead letters, and writes down who wanted it. */
@Injectable()
export class Purge {
  readonly #archive: EventArchive;
  readonly #trail: AuditTrail;
  readonly #clock: Clock;

  constructor(archive: EventArchive, trail: AuditTrail, clock: Clock) {
    this.#archive = archive;
    this.#trail = trail;
    this.#clock = clock;
  }

  /**
   * @returns how many there were
   * @throws AppError `mongodb_unavailable` before anything is deleted, or `kafka_unavailable`
   */
  async run({ kind, before }: PurgeTerms, actor: Actor): Promise<number> {
    const at = this.#clock.now();
    const range = await this.#archive.rangeOf(TOPIC_OF[kind], new Date(0), before < at ? before : at);
    const gone = Object.entries(range).filter(([, [first, end]]) => first < end);
    if (gone.length === 0) return 0;
    await this.#trail.append([
      {
        id: `dead-letters:${at.toISOString()}`,
        ...{ at, actor, action: 'dead_letters_purged', scope: INSTANCE_SCOPE },
        ...{ name: null, label: '', integrationId: null, revision: null },
        changes: { [kind]: { from: null, to: before.toISOString() } },
      },
    ]);
    await this.#archive.drop(
      TOPIC_OF[kind],
      Object.fromEntries(gone.map(([partition, [, end]]) => [partition, end])),
    );
    return gone.reduce((sum, [, [first, end]]) => sum + end - first, 0);
  }
}
