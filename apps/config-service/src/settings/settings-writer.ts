import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { SYSTEM_ACTOR } from '../audit/actor.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { SettingsAudit } from '../audit/settings-audit.ts';
import type { SettingsRows } from '../audit/settings-audit.ts';
import { Clock } from './clock.ts';
import { addressSlug, keyOf } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings } from './integration-settings.ts';
import { SettingsPublisher } from './settings.publisher.ts';
import { SettingsStore } from './settings.store.ts';

/** How often a write that met another one is done again on top of it. */
const MAX_TRIES = 5;

/** What a write decides about; the rest follows from the row before it. */
export type SettingsContent = Pick<
  IntegrationSettings,
  'isActive' | 'isInherited' | 'triggers' | 'sealed' | 'data' | 'routing' | 'exclusive'
>;

/** Makes the next content from the row as it is, if there is one; `id` is the row's, now or then. */
export type SettingsDecision = (
  current: IntegrationSettings | undefined,
  id: string,
) => SettingsContent | Promise<SettingsContent>;

/** Who writes, and on what condition. */
export interface WriteContext {
  /** For the audit trail; this service itself when absent. */
  readonly actor?: Actor;
  /** The revision that the writer has seen. Another one, or none, refuses the write. */
  readonly expectedRevision?: number;
  /** The row that it was a revision of: what is purged and made anew begins with revision 1 again. */
  readonly expectedId?: string;
}

/** Writes revisions, each on top of the one that it was decided on, and has them published and written down. */
@Injectable()
export class SettingsWriter {
  readonly #store: SettingsStore;
  readonly #publisher: SettingsPublisher;
  readonly #audit: SettingsAudit;
  readonly #clock: Clock;

  constructor(store: SettingsStore, publisher: SettingsPublisher, audit: SettingsAudit, clock: Clock) {
    this.#store = store;
    this.#publisher = publisher;
    this.#audit = audit;
    this.#clock = clock;
  }

  /**
   * Repeats the decision on top of what others wrote in between, so that neither write is lost; unless the writer expects a
   * revision, which is then gone.
   * @throws AppError `conflict` when others keep coming first, `precondition_failed` when the revision is not the expected one,
   * and what the decision throws
   */
  async write(
    address: IntegrationAddress,
    decide: SettingsDecision,
    context: WriteContext = {},
  ): Promise<{ readonly before: IntegrationSettings | undefined; readonly after: IntegrationSettings }> {
    return this.#repeat(address, context, async (before) => {
      const after = await this.#next(address, before, decide);
      const entry = this.#entryOf(address, context, { before, after });
      const isWritten =
        before === undefined
          ? await this.#store.insert(after, entry)
          : await this.#store.replace(after, before.revision, entry);
      return isWritten ? { before, after, entry } : undefined;
    });
  }

  /**
   * Takes what is at an address away for good.
   * @param assertFits throws what refuses it
   * @throws AppError `conflict`, `precondition_failed`, and what `assertFits` throws
   */
  async bury(
    address: IntegrationAddress,
    assertFits: (current: IntegrationSettings | undefined) => IntegrationSettings,
    context: WriteContext = {},
  ): Promise<void> {
    await this.#repeat(address, context, async (current) => {
      const before = assertFits(current);
      const entry = this.#entryOf(address, context, { before, after: undefined });
      return (await this.#store.bury(before, entry)) ? { entry } : undefined;
    });
  }

  async #repeat<Written extends { readonly entry: AuditEntry }>(
    address: IntegrationAddress,
    context: WriteContext,
    attempt: (current: IntegrationSettings | undefined) => Promise<Written | undefined>,
  ): Promise<Written> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const current = await this.#store.find(keyOf(address));
      assertExpected(current, context);
      const written = await attempt(current);
      if (written === undefined) continue;
      this.#publisher.nudge();
      await this.#audit.bring(written.entry);
      return written;
    }
    throw new AppError('conflict', `Settings of ${addressSlug(address)} in ${address.scope}.`);
  }

  async #next(
    address: IntegrationAddress,
    current: IntegrationSettings | undefined,
    decide: SettingsDecision,
  ): Promise<IntegrationSettings> {
    const now = this.#clock.now();
    const id = current?.id ?? randomUUIDv7();
    return {
      id,
      ...keyOf(address),
      revision: (current?.revision ?? 0) + 1,
      publishedRevision: current?.publishedRevision ?? 0,
      createdAt: current?.createdAt ?? now,
      updatedAt: now,
      ...(await decide(current, id)),
    };
  }

  #entryOf(
    { definition }: IntegrationAddress,
    { actor = SYSTEM_ACTOR }: WriteContext,
    rows: SettingsRows,
  ): AuditEntry {
    return this.#audit.entryOf({ definition, actor, at: this.#clock.now(), ...rows });
  }
}

function assertExpected(
  current: IntegrationSettings | undefined,
  { expectedRevision: revision, expectedId: id }: WriteContext,
): void {
  const isExpected =
    (revision ?? current?.revision) === current?.revision && (id ?? current?.id) === current?.id;
  if (isExpected) return;
  const found = current === undefined ? 'There is none any more.' : `Its revision is ${current.revision}.`;
  throw new AppError('precondition_failed', found);
}
