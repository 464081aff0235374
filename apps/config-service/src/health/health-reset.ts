import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { Clock } from '../settings/clock.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { HealthPublisher } from './health.publisher.ts';
import { HealthRegister } from './health-register.ts';
import { resetHealth } from './integration-health.ts';
import type { IntegrationHealth } from './integration-health.ts';

/** Takes an integration for healthy because somebody says so, and writes down who. */
@Injectable()
export class HealthReset {
  readonly #register: HealthRegister;
  readonly #trail: AuditTrail;
  readonly #publisher: HealthPublisher;
  readonly #clock: Clock;

  constructor(register: HealthRegister, trail: AuditTrail, publisher: HealthPublisher, clock: Clock) {
    this.#register = register;
    this.#trail = trail;
    this.#publisher = publisher;
    this.#clock = clock;
  }

  /** @throws AppError `mongodb_unavailable`; the entry may be in the trail then, and the state as it was */
  async run(settings: IntegrationSettings, actor: Actor): Promise<IntegrationHealth> {
    const { id, scope, name, label, revision } = settings;
    const at = this.#clock.now();
    const { state } = await this.#register.of(id);
    await this.#trail.append([
      {
        id: `${id}:health:${at.toISOString()}`,
        ...{ at, actor, action: 'health_reset', scope, name, label, integrationId: id, revision },
        changes: state === 'healthy' ? {} : { health: { from: state, to: 'healthy' } },
      },
    ]);
    const [after] = await this.#register.change([id], (health) =>
      // The workers' clocks may be ahead: a person must not be told that the future is against it.
      health.revision === 0 ? health : resetHealth(health, Math.max(at.getTime(), health.since ?? 0)),
    );
    this.#publisher.nudge();
    return after ?? this.#register.of(id);
  }
}
