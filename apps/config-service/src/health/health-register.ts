import { Injectable } from '@nestjs/common';
import type { HealthState } from '@patchbay/integration-contracts';
import { HealthStore } from './health.store.ts';
import { unknownHealth } from './integration-health.ts';
import type { IntegrationHealth } from './integration-health.ts';

/** Looks health up, and changes it on top of what others write at the same time. */
@Injectable()
export class HealthRegister {
  readonly #store: HealthStore;

  constructor(store: HealthStore) {
    this.#store = store;
  }

  async of(id: string): Promise<IntegrationHealth> {
    return (await this.#store.find([id])).get(id) ?? unknownHealth(id);
  }

  /** The state of each; whoever never failed is healthy. */
  async statesOf(ids: readonly string[]): Promise<(id: string) => HealthState> {
    const found = await this.#store.find(ids);
    return (id) => found.get(id)?.state ?? 'healthy';
  }

  /**
   * Decides anew about those that others changed in between, so a decision that is made already must change nothing: it gives back the
   * very health that it was given.
   */
  async change(
    ids: readonly string[],
    decide: (health: IntegrationHealth) => IntegrationHealth,
  ): Promise<readonly IntegrationHealth[]> {
    for (;;) {
      const found = await this.#store.find(ids);
      const before = ids.map((id) => found.get(id) ?? unknownHealth(id));
      const after = before.map(decide);
      const changed = after.filter((one, index) => one !== before[index]);
      if ((await this.#store.save(changed)) === changed.length) return after;
    }
  }
}
