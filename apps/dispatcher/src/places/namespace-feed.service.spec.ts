import { NamespaceMap, defineTopics, encodeNamespaceMove } from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { dispatcherSettings } from '../config.ts';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { Connections } from '../kafka/connections.service.ts';
import { NamespaceFeed } from './namespace-feed.service.ts';

function given() {
  const [registry, logger] = [new Registry(), createLogger('test', 'silent')];
  const topics = defineTopics({ prefix: '', partitions: 1, retryDelaysMs: [1000] });
  const config = loadConfig(dispatcherSettings, { KAFKA_BROKERS: '127.0.0.1:9' });
  const connections = new Connections(config, logger, AbortSignal.abort(), topics, new Readiness());
  const namespaces = new NamespaceMap();
  const feed = new NamespaceFeed(connections, topics, namespaces, new DispatcherMetrics(registry), logger);
  const take = (value: string | null): void => {
    const place = { topic: 'integration.namespaces', partition: 0, offset: '1', timestampMs: 0, headers: {} };
    feed.take({ ...place, key: null, value: value === null ? null : Buffer.from(value) });
  };
  return { feed, namespaces, take, registry };
}

describe('NamespaceFeed', () => {
  it('applies each move once, however often it comes', async () => {
    const { feed, namespaces, take, registry } = given();
    const move = encodeNamespaceMove({ v: 1, id: 'm1', from: 'acme', to: 'globex', at: 1, eventId: 'e1' });
    take(move);
    take(move);
    expect(namespaces.settingsPath('globex')).toBe('acme');
    expect(feed.isComplete).toBe(false);
    expect(await registry.metrics()).toContain('patchbay_namespace_moves 1');
  });

  it.each([null, '{"v":1', '{"v":2,"id":"m1","from":"acme","to":"globex","at":1,"eventId":"e1"}'])(
    'skips and counts %p',
    async (value) => {
      const { namespaces, take, registry } = given();
      take(value);
      expect(namespaces.size).toBe(0);
      expect(await registry.metrics()).toContain('patchbay_namespaces_unreadable_total 1');
    },
  );
});
