import { commonSettings, kafkaSettings, setting, tracingSettings } from '@patchbay/service-kit/config';
import type { ConfigOf } from '@patchbay/service-kit/config';

const MIB = 1024 * 1024;

/** Everything that can be set from outside; `runService` reads the environment by it. */
export const dispatcherSettings = {
  ...commonSettings,
  ...tracingSettings,
  ...kafkaSettings,
  PORT: setting.integer({
    doc: 'Port of /metrics, /healthz and /readyz.',
    default: 4001,
    min: 0,
    max: 65_535,
  }),
  MAX_IN_FLIGHT_RECORDS: setting.integer({
    doc: 'Events under way at once; more of them make fuller batches of deliveries, and more repetition after a crash.',
    default: 2000,
    min: 1,
    max: 100_000,
  }),
  MAX_IN_FLIGHT_BYTES: setting.bytes({
    doc: 'Payload bytes under way at once; one event may go beyond it alone.',
    default: 64 * MIB,
    min: 1024,
  }),
  MAX_EVENT_BYTES: setting.bytes({
    doc: 'Larger events go to the dead topic unread.',
    default: 8 * MIB,
    min: 1024,
  }),
  DEDUP_WINDOW: setting.duration({
    doc: 'How long an event is remembered, so that it is not dispatched again when the publisher sends it again.',
    default: 3_600_000,
    min: 1000,
  }),
  DEDUP_ENTRIES: setting.integer({
    doc: 'Events that are remembered for each partition; about 24 bytes each.',
    default: 50_000,
    min: 100,
  }),
  COMMIT_INTERVAL: setting.duration({
    doc: 'How often the offsets of finished events are committed.',
    default: 500,
    min: 50,
    max: 60_000,
  }),
  VIEW_CACHE_ENTRIES: setting.integer({
    doc: 'Integrations that are kept parsed, about 1 KiB each; the others are parsed when an event needs them.',
    default: 20_000,
    min: 1,
  }),
  PATH_CACHE_ENTRIES: setting.integer({
    doc: 'Projects whose path is remembered, about 200 bytes each; that of any other one is published again with its next event.',
    default: 100_000,
    min: 1,
  }),
};

export type DispatcherConfig = ConfigOf<typeof dispatcherSettings>;
