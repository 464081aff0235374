import type { IntegrationDefinition, ScopeKey } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { createRegistry } from '@patchbay/service-kit/metrics';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { SettingsAudit } from '../audit/settings-audit.ts';
import { Availability } from '../availability/availability.ts';
import { OpenFeatureFlags, listedFlags } from '../availability/openfeature-flags.ts';
import { Clock } from '../settings/clock.ts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';
import { ResolvingDestinations } from '../settings/resolving-destinations.ts';
import { SettingsMetrics } from '../settings/settings-metrics.ts';
import { SettingsPublisher } from '../settings/settings.publisher.ts';
import { SettingsService } from '../settings/settings.service.ts';
import type { SettingsChange } from '../settings/settings.service.ts';
import { SettingsWriter } from '../settings/settings-writer.ts';
import { InMemoryAuditTrail } from './in-memory-audit.trail.ts';
import { InMemorySettingsStore } from './in-memory-settings.store.ts';
import { RecordingSink } from './recording-sink.ts';

class TestClock extends Clock {
  date = new Date('2026-03-01T12:00:00.400Z');
  override now(): Date {
    return this.date;
  }
}

/** The service by itself: with a clock to set, and definitions that need not be in the catalogue. */
export function startSettingsService() {
  const store = new InMemorySettingsStore();
  const registry = createRegistry('test');
  const metrics = new SettingsMetrics(registry, new Readiness());
  const keys = KeyRing.parse(`k1:${Buffer.alloc(32, 1).toString('base64')}`);
  const config = {
    ...{ PUBLISH_INTERVAL: 1000, PUBLISH_BATCH: 10, PUBLISH_CLAIM: 1000, SEALING_KEYS: keys },
    ...{ INTEGRATIONS_ALLOWED: [], DEVELOPMENT_INTEGRATIONS: false },
  };
  const logger = createLogger('test', 'fatal');
  const [sink, trail] = [new RecordingSink(), new InMemoryAuditTrail()];
  const audit = new SettingsAudit(store, trail, keys, logger);
  const publisher = new SettingsPublisher(store, sink, metrics, config, logger);
  const clock = new TestClock();
  const writer = new SettingsWriter(store, publisher, audit, clock);
  const availability = new Availability(config, new OpenFeatureFlags(listedFlags([])));
  const destinations = new ResolvingDestinations({ EGRESS_ALLOW: [], URL_CHECK_TIMEOUT: 0 });
  const service = new SettingsService(store, writer, keys, availability, destinations, metrics);
  return { store, sink, trail, audit, publisher, registry, clock, service };
}

export function at(scope: ScopeKey, definition: IntegrationDefinition): IntegrationAddress {
  return { scope, definition, label: '' };
}

export function own(parameters: SettingsChange['parameters']): SettingsChange {
  return { parameters, isInherited: false };
}
