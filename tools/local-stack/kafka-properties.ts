import { loopback } from './ports.ts';

export interface KafkaPorts {
  broker: number;
  controller: number;
}

const largestMessageBytes = 16 * 1024 * 1024;

/** One process that is broker and controller at once. Every internal topic is small: the defaults are for a cluster and cost seconds here. */
export function kafkaProperties(ports: KafkaPorts, dataFolder: string): string {
  const settings: Record<string, string | number> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${loopback}:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${loopback}:${ports.broker},CONTROLLER://${loopback}:${ports.controller}`,
    'advertised.listeners': `PLAINTEXT://${loopback}:${ports.broker}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataFolder,
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 10,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 5,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'message.max.bytes': largestMessageBytes,
    'replica.fetch.max.bytes': largestMessageBytes,
    // The default buffer takes a quarter of the heap this broker is given.
    'log.cleaner.dedupe.buffer.size': 32 * 1024 * 1024,
    'log.segment.bytes': 128 * 1024 * 1024,
    // A lone broker is let in by its first heartbeat, so the interval is part of every start.
    'broker.heartbeat.interval.ms': 500,
    // After a kill the controller waits this long before it believes that the broker's former self is gone.
    'broker.session.timeout.ms': 6_000,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
