import { loopback } from './ports.ts';
import type { StackSecurity } from './stack-security.ts';

export interface KafkaPorts {
  broker: number;
  controller: number;
  /** For the broker itself and for whoever asks whether it serves, where clients must use TLS. */
  internal: number;
}

const largestMessageBytes = 16 * 1024 * 1024;

/** One process that is broker and controller at once. Every internal topic is small: the defaults are for a cluster and cost seconds here. */
export function kafkaProperties(ports: KafkaPorts, dataFolder: string, security?: StackSecurity): string {
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
    ...(security === undefined ? {} : securedListeners(ports, security)),
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}

/** Clients come with TLS and a password; what is in the clear is the broker's own. */
function securedListeners(
  { broker, controller, internal }: KafkaPorts,
  { username, password, serverFile }: StackSecurity,
): Record<string, string> {
  const jaas = 'listener.name.sasl_ssl';
  const modules = 'org.apache.kafka.common.security';
  const open = `PLAINTEXT://${loopback}:${internal}`;
  const secured = `SASL_SSL://${loopback}:${broker}`;
  return {
    listeners: `${secured},${open},CONTROLLER://${loopback}:${controller}`,
    'advertised.listeners': `${secured},${open}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512,PLAIN,OAUTHBEARER',
    [`${jaas}.scram-sha-512.sasl.jaas.config`]: `${modules}.scram.ScramLoginModule required;`,
    [`${jaas}.plain.sasl.jaas.config`]: `${modules}.plain.PlainLoginModule required user_${username}="${password}";`,
    // Takes tokens that nobody signed: what is tried out is how they get here.
    [`${jaas}.oauthbearer.sasl.jaas.config`]: `${modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': serverFile,
  };
}
