import { defineTopics, encodeSettingsRevision } from '@patchbay/integration-contracts';
import type { SettingsRevision, Topics } from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { dispatcherSettings } from '../config.ts';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { Connections } from '../kafka/connections.service.ts';
import { PackedSubscriptionView } from './packed-subscription.view.ts';
import { SettingsFeed } from './settings-feed.service.ts';

const settings: SettingsRevision = {
  v: 1,
  id: 'a',
  scope: 'project:1',
  name: 'slack',
  label: '',
  revision: 2,
  isActive: true,
  isInherited: false,
  triggers: ['push'],
  routing: {},
  sealed: null,
  updatedAt: '2026-01-01T00:00:00Z',
};

function given() {
  const registry = new Registry();
  const logger = createLogger('test', 'silent');
  const config = loadConfig(dispatcherSettings, { KAFKA_BROKERS: 'kafka.invalid:9092' });
  const topics: Topics = defineTopics({ prefix: '', partitions: 1, retryDelaysMs: [1000] });
  const connections = new Connections(config, logger, AbortSignal.abort(), topics, new Readiness());
  const view = new PackedSubscriptionView(10);
  const feed = new SettingsFeed(connections, topics, view, new DispatcherMetrics(registry), logger);
  const take = (key: string | null, value: string | null): void => {
    const place = { topic: 'integration.settings', partition: 0, offset: '1', timestampMs: 0, headers: {} };
    const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
    feed.take({ ...place, key: bytes(key), value: bytes(value) });
  };
  return { feed, view, take, registry };
}

describe('SettingsFeed', () => {
  it('puts revisions into the view and takes deleted integrations out', async () => {
    const { feed, view, take, registry } = given();
    take('a', encodeSettingsRevision(settings));
    expect(view.ownOf('project:1')).toMatchObject([{ id: 'a', revision: 2 }]);
    expect(await registry.metrics()).toContain('patchbay_view_integrations 1');
    take('a', null);
    expect(view.size).toBe(0);
    expect(feed.isComplete).toBe(false);
    expect(await registry.metrics()).toContain('patchbay_view_complete 0');
  });

  it.each([
    ['no JSON', 'a', '{"v":1'],
    ['of another version', 'a', JSON.stringify({ ...settings, v: 2, revision: 9 })],
    ['under another key', 'b', encodeSettingsRevision({ ...settings, revision: 9 })],
    ['without a key', null, encodeSettingsRevision({ ...settings, revision: 9 })],
  ])('skips and counts settings that are %s, keeping what it knew', async (_what, key, value) => {
    const { view, take, registry } = given();
    take('a', encodeSettingsRevision(settings));
    take(key, value);
    expect(view.ownOf('project:1')).toMatchObject([{ id: 'a', revision: 2 }]);
    expect(view.size).toBe(1);
    expect(await registry.metrics()).toContain('patchbay_settings_unreadable_total 1');
  });
});
