import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { Actor } from '../audit/actor.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { RotationFindingsList } from './rotation-findings.ts';
import { RotationStore } from './rotation.store.ts';
import { SettingsInventory } from './settings-inventory.ts';
import type { SealedSettings } from './settings-inventory.ts';

type RotationConfig = Pick<ConfigServiceConfig, 'ROTATION_BATCH' | 'SEALING_KEYS'>;

/** Many times what a batch takes. A replica that died with the rotation in hand keeps the others from it no longer. */
const LEASE_MS = 30_000;

/**
 * Seals everything with the first key of the ring again, while all goes on. The settings themselves say what is left, so any
 * replica with that key takes over where another one ended.
 */
@Injectable()
export class KeyRotation {
  readonly #inventory: SettingsInventory;
  readonly #rotations: RotationStore;
  readonly #trail: AuditTrail;
  readonly #keys: KeyRing;
  readonly #batch: number;
  readonly #logger: Logger;
  readonly #owner = randomUUID();

  constructor(
    inventory: SettingsInventory,
    rotations: RotationStore,
    trail: AuditTrail,
    @Inject(CONFIG) config: RotationConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#inventory = inventory;
    this.#rotations = rotations;
    this.#trail = trail;
    this.#keys = config.SEALING_KEYS;
    this.#batch = config.ROTATION_BATCH;
    this.#logger = logger;
  }

  /** Begins a rotation, unless one towards the same key runs; {@link work} then does it, here or elsewhere. */
  async start(actor: Actor, at: Date): Promise<void> {
    const key = this.#keys.primaryId;
    const running = await this.#rotations.read();
    if (running?.isRunning === true && running.key === key) return;
    const others = await this.#otherKeys();
    const counts = await Promise.all(others.map((other) => this.#inventory.countSealedWith(other)));
    // Written down first: better an entry for a rotation that did not begin than one that nobody knows of.
    await this.#trail.append([
      {
        id: `keys:${key}:${at.toISOString()}`,
        ...{ at, actor, action: 'keys_rotated', scope: INSTANCE_SCOPE },
        ...{ name: null, label: '', integrationId: null, revision: null },
        changes: { keys: { from: others, to: [key] } },
      },
    ]);
    const total = counts.reduce((sum, count) => sum + count, 0);
    await this.#rotations.begin({ key, startedAt: at, startedBy: actor.name, total });
  }

  /**
   * Does what there is to do, if no other replica is at it.
   * @param onResealed called after each batch, which is in the outbox then
   * @param signal ends it after the batch under way
   */
  async work(signal: AbortSignal, onResealed: () => void): Promise<void> {
    const findings = new RotationFindingsList();
    for (let isFinished = false; !isFinished;) {
      if (!(await this.#hold())) return;
      findings.clear();
      isFinished = true;
      for (const key of await this.#otherKeys()) {
        const pass = this.#keys.has(key)
          ? await this.#walk(key, findings, { signal, onResealed })
          : await this.#skip(key, findings);
        if (pass === 'lost') return;
        // Whoever wrote in between may have used an old key, as a replica does that has not been restarted yet.
        if (pass === 'overtaken') isFinished = false;
      }
    }
    await this.#rotations.report(this.#owner, { resealed: 0, ...findings.summary });
    await this.#rotations.finish(this.#owner, new Date());
    this.#logger.info(
      { key: this.#keys.primaryId, failed: findings.summary.failed },
      'the keys were rotated',
    );
  }

  async #walk(
    key: string,
    findings: RotationFindingsList,
    { signal, onResealed }: { readonly signal: AbortSignal; readonly onResealed: () => void },
  ): Promise<'complete' | 'overtaken' | 'lost'> {
    let after: string | undefined;
    let isOvertaken = false;
    for (;;) {
      if (signal.aborted || !(await this.#hold())) return 'lost';
      const page = await this.#inventory.listSealedWith(key, { limit: this.#batch, after });
      if (page.length === 0) return isOvertaken ? 'overtaken' : 'complete';
      const fresh = page.flatMap((settings) => this.#resealed(settings, findings) ?? []);
      const resealed = await this.#inventory.reseal(fresh);
      if (resealed < fresh.length) isOvertaken = true;
      await this.#rotations.report(this.#owner, { resealed, ...findings.summary });
      onResealed();
      after = page.at(-1)?.id;
    }
  }

  /** The key is missing: what it sealed can't be opened, and the others must not wait for it. */
  async #skip(key: string, findings: RotationFindingsList): Promise<'complete'> {
    const count = await this.#inventory.countSealedWith(key);
    const first = await this.#inventory.listSealedWith(key, { limit: RotationFindingsList.LISTED });
    findings.add(
      first.map(({ id }) => ({ id, key, code: 'key_unknown' })),
      count,
    );
    return 'complete';
  }

  #resealed(
    { id, revision, sealed }: SealedSettings,
    findings: RotationFindingsList,
  ): SealedSettings | undefined {
    try {
      return { id, revision, sealed: this.#keys.seal(this.#keys.open(sealed, id), id) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      findings.add([{ id, key: sealed.key, code: error.code }], 1);
      return undefined;
    }
  }

  async #otherKeys(): Promise<readonly string[]> {
    const keys = await this.#inventory.listKeys();
    return keys.filter((key) => key !== this.#keys.primaryId);
  }

  #hold(): Promise<boolean> {
    return this.#rotations.hold(this.#owner, this.#keys.primaryId, LEASE_MS);
  }
}
