import { allTopics, defineTopics, delayName } from './topics.ts';

describe('topics', () => {
  const topics = defineTopics({ prefix: 'a.', partitions: 6, retryDelaysMs: [60_000, 10_000, 10_000] });

  it('have the prefix, and one retry topic for each delay, ascending', () => {
    expect(topics.retryTiers).toEqual([
      { delayMs: 10_000, topic: 'a.integration.deliveries.retry.10s' },
      { delayMs: 60_000, topic: 'a.integration.deliveries.retry.1m' },
    ]);
    expect(allTopics(topics).every(({ topic }) => topic.startsWith('a.'))).toBe(true);
    const names = allTopics(topics).map(({ topic }) => topic);
    expect(new Set(names).size).toBe(names.length);
  });

  it('give deliveries, retries and results the same number of partitions', () => {
    const { deliveries, deliveriesDead, results, retries } = topics;
    for (const { partitions } of [deliveries, deliveriesDead, results, ...retries])
      expect(partitions).toBe(6);
  });

  it('compact the settings, the paths of projects and the health of integrations, and nothing else', () => {
    const compacted = allTopics(topics).filter(({ config }) => config['cleanup.policy'] === 'compact');
    expect(compacted.map(({ topic }) => topic)).toEqual([
      'a.integration.settings',
      'a.integration.projects',
      'a.integration.health',
    ]);
  });

  it('keep the moves of groups for ever and in one order', () => {
    expect(topics.namespaces).toEqual({
      topic: 'a.integration.namespaces',
      partitions: 1,
      hasFixedPartitions: true,
      config: { 'retention.ms': '-1' },
    });
  });

  it.each([
    [500, '500ms'],
    [10_000, '10s'],
    [60_000, '1m'],
    [21_600_000, '6h'],
  ])('name a delay of %p ms %s', (delayMs, name) => {
    expect(delayName(delayMs)).toBe(name);
  });
});
