import { Injectable } from '@nestjs/common';
import { AppError, NamespaceMap } from '@patchbay/integration-contracts';
import { DeadLetterSource } from '../dead-letters/dead-letter-source.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { settingsSlug } from '../settings/integration-settings.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import type { BatchSource } from './batch-source.ts';
import { EventArchive } from './event-archive.ts';
import { RecoverySource } from './recovery-source.ts';
import { ReplaySource } from './replay-source.ts';
import type { SendingJob } from './sending-job.ts';

/** Knows where each job's deliveries come from. */
@Injectable()
export class BatchSources {
  readonly #store: SettingsStore;
  readonly #log: RequestLog;
  readonly #archive: EventArchive;
  readonly #namespaces: NamespaceMap;

  constructor(store: SettingsStore, log: RequestLog, archive: EventArchive, namespaces: NamespaceMap) {
    this.#store = store;
    this.#log = log;
    this.#archive = archive;
    this.#namespaces = namespaces;
  }

  of(job: SendingJob): BatchSource {
    const settings = (): Promise<IntegrationSettings> => this.#settingsOf(job);
    const [log, archive, store, namespaces] = [this.#log, this.#archive, this.#store, this.#namespaces];
    if (job.kind === 'replay' && job.replayed === 'dead')
      return new DeadLetterSource(job, { log, archive, settings });
    if (job.kind === 'replay') return new ReplaySource(job, { log, archive, settings });
    return new RecoverySource(job, { log, archive, store, namespaces, settings });
  }

  async #settingsOf({ integration, integrationId }: SendingJob): Promise<IntegrationSettings> {
    const found = await this.#store.find(integration);
    if (found?.id === integrationId && found.isActive && !found.isInherited) return found;
    const name = settingsSlug(integration);
    throw new AppError(
      'invalid_request',
      `${name} is turned off in ${integration.scope}, and sends nothing.`,
    );
  }
}
