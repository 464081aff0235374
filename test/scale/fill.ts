import { settingsSchema } from '@patchbay/config-service/src/settings/mongo-settings.schema.ts';
import type { SettingsDocument } from '@patchbay/config-service/src/settings/mongo-settings.schema.ts';
import { defineTopics } from '@patchbay/integration-contracts';
import { ensureTopics } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import type { KeyRing } from '@patchbay/service-kit/sealing';
import type { RunSpace } from '../bench/run-space.ts';
import { RevisionWriter } from './revision-writer.ts';
import type { SettingsPlan } from './settings-plan.ts';
import { settingsRow } from './settings-rows.ts';

export interface Filling {
  readonly space: RunSpace;
  readonly keys: KeyRing;
  readonly plan: SettingsPlan;
  readonly isSingly: boolean;
  readonly signal: AbortSignal;
}

const BATCH = 5000;

/** Puts all planned integrations into MongoDB and the settings topic; only one batch of them is in memory. */
export async function fill({ space, keys, plan, isSingly, signal }: Filling): Promise<void> {
  const logger = createLogger('scale', 'fatal');
  const { settings } = defineTopics({ prefix: space.prefix, partitions: 1, retryDelaysMs: [] });
  await ensureTopics(space.kafka, [settings], logger, { isCreating: true, replicationFactor: -1, signal });
  const model = space.database.model<SettingsDocument>('IntegrationSettings', settingsSchema);
  const collection = space.database.collection<SettingsDocument>(model.collection.collectionName);
  const writer = await RevisionWriter.open(space.kafka, settings.topic, { isSingly });
  try {
    for (const batch of batches(plan.rows(), BATCH)) {
      signal.throwIfAborted();
      const now = new Date();
      const rows = batch.map((planned) => settingsRow(keys, planned, now));
      const documents = rows.map(({ document }) => document);
      await Promise.all([
        collection.insertMany(documents, { ordered: false }),
        writer.write(rows.map(({ revision }) => revision)),
      ]);
    }
  } finally {
    await writer.close();
  }
  // Afterwards, which costs a fraction; config-service then finds them there.
  await model.createIndexes();
}

function* batches<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
