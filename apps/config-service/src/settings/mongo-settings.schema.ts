import mongoose from 'mongoose';
import type { SealedBox, SettingsValues, Trigger } from '@patchbay/integration-contracts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { ExclusiveKind } from './one-per-project.ts';

const { Schema } = mongoose;

/** Settings as the collection `integration_settings` holds them. */
export interface SettingsDocument {
  _id: string;
  scope: string;
  name: string;
  label: string;
  revision: number;
  publishedRevision: number;
  /** Whether it is in the outbox; two fields can't be compared through an index. */
  isUnpublished: boolean;
  /** By the server's clock, which is the same for all replicas. */
  claimedUntil: Date;
  /** Which taking of a batch holds it. */
  claim: string;
  isActive: boolean;
  isInherited: boolean;
  triggers: Trigger[];
  sealed: SealedBox | null;
  /** Absent in documents from before there were data fields. */
  data?: SettingsValues;
  routing: SettingsValues;
  /** Absent in documents from before there were trackers. */
  exclusive?: ExclusiveKind | null;
  createdAt: Date;
  updatedAt: Date;
  /** Deleted for good, and only kept until Kafka has the tombstone. Absent for all others. */
  isBuried?: true;
  /** Entries that are not in the audit trail yet. Absent where there never was one. */
  pendingAudit?: AuditEntry[];
  /** Whether there are any: an index can't hold the length of a list. */
  isAuditPending?: boolean;
}

export const settingsSchema = new Schema<SettingsDocument>(
  {
    _id: String,
    scope: String,
    name: String,
    label: String,
    revision: Number,
    publishedRevision: Number,
    isUnpublished: Boolean,
    claimedUntil: Date,
    claim: String,
    isActive: Boolean,
    isInherited: Boolean,
    triggers: [String],
    sealed: new Schema<SealedBox>({ key: String, nonce: String, data: String }, { _id: false }),
    data: Schema.Types.Mixed,
    routing: Schema.Types.Mixed,
    exclusive: String,
    createdAt: Date,
    updatedAt: Date,
    isBuried: Boolean,
    // Mongoose would give every document an empty list.
    pendingAudit: { type: [Schema.Types.Mixed], default: undefined },
    isAuditPending: Boolean,
  },
  {
    collection: 'integration_settings',
    autoCreate: false,
    autoIndex: false,
    minimize: false,
    versionKey: false,
    strict: 'throw',
  },
);
settingsSchema.index({ scope: 1, name: 1, label: 1 }, { unique: true });
settingsSchema.index(
  { scope: 1, exclusive: 1 },
  { unique: true, partialFilterExpression: { exclusive: { $type: 'string' } } },
);
// Which data fields there are depends on the catalogue.
settingsSchema.index({ 'data.$**': 1 });
// Who overrides a default.
settingsSchema.index({ name: 1, label: 1, _id: 1 });
// These two hold what is under way alone, so they stay small however many settings there are.
settingsSchema.index({ isUnpublished: 1 }, { partialFilterExpression: { isUnpublished: true } });
settingsSchema.index({ isAuditPending: 1 }, { partialFilterExpression: { isAuditPending: true } });
// Which keys are in use, and what is still sealed with an old one.
settingsSchema.index({ 'sealed.key': 1, _id: 1 });
