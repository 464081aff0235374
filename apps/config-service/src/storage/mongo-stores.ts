import type { Provider } from '@nestjs/common';
import { MongoTokenStore } from '../access/mongo-token.store.ts';
import { TokenStore } from '../access/token.store.ts';
import { AccountingStore } from '../accounting/accounting.store.ts';
import { MongoAccountingStore } from '../accounting/mongo-accounting.store.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { MongoAuditTrail } from '../audit/mongo-audit.trail.ts';
import { HealthStore } from '../health/health.store.ts';
import { MongoHealthStore } from '../health/mongo-health.store.ts';
import { MongoRotationStore } from '../maintenance/mongo-rotation.store.ts';
import { MongoSettingsInventory } from '../maintenance/mongo-settings.inventory.ts';
import { RotationStore } from '../maintenance/rotation.store.ts';
import { SettingsInventory } from '../maintenance/settings-inventory.ts';
import { MongoPlaceStore } from '../paths/mongo-place.store.ts';
import { PlaceStore } from '../paths/place.store.ts';
import { MongoRequestLog } from '../request-log/mongo-request-log.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { MongoSendingJobStore } from '../sending/mongo-sending-job.store.ts';
import { SendingJobStore } from '../sending/sending-job.store.ts';
import { Clock, SystemClock } from '../settings/clock.ts';
import { MongoSettingsStore } from '../settings/mongo-settings.store.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { MongoSignInCodeStore } from '../sign-in/mongo-sign-in-code.store.ts';
import { SignInCodeStore } from '../sign-in/sign-in-code.store.ts';
import { MongoTestTurns } from '../trial/mongo-test-turns.ts';
import { TestTurns } from '../trial/test-turns.ts';
import { MongoStorage } from './mongo-storage.ts';

/** Everything that is kept in MongoDB. The migration makes the same ones, and so the indexes that they ask for. */
export const mongoStores: readonly Provider[] = [
  { provide: AccountingStore, useClass: MongoAccountingStore },
  { provide: AuditTrail, useClass: MongoAuditTrail },
  { provide: Clock, useClass: SystemClock },
  { provide: HealthStore, useClass: MongoHealthStore },
  { provide: PlaceStore, useClass: MongoPlaceStore },
  { provide: RequestLog, useClass: MongoRequestLog },
  { provide: RotationStore, useClass: MongoRotationStore },
  { provide: SendingJobStore, useClass: MongoSendingJobStore },
  { provide: SettingsInventory, useClass: MongoSettingsInventory },
  { provide: SettingsStore, useClass: MongoSettingsStore },
  { provide: SignInCodeStore, useClass: MongoSignInCodeStore },
  { provide: TestTurns, useClass: MongoTestTurns },
  { provide: TokenStore, useClass: MongoTokenStore },
  MongoStorage,
];
