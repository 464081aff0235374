import { readFileSync } from 'node:fs';
import { BlockList, isIPv4 } from 'node:net';
import { deliveryWorkerSettings } from '@patchbay/delivery-worker/src/config.ts';
import { allTopics, defineTopics } from '@patchbay/integration-contracts';
import { EgressPolicy } from '@patchbay/service-kit/outbound';
import fc from 'fast-check';

import { parse } from 'yaml';

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = (path: string): unknown => parse(text(`k8s/${path}`));

interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}
interface OutboundPolicy {
  readonly spec: { readonly egress: readonly [{ readonly to: readonly { readonly ipBlock: Block }[] }] };
}
interface ScaledObject {
  readonly spec: {
    readonly maxReplicaCount: number;
    readonly triggers: readonly [{ readonly metadata: Readonly<Record<string, string>> }];
  };
}
interface Job {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Migration] } } };
}
interface Migration {
  readonly command: readonly string[];
  readonly envFrom: readonly unknown[];
}
interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly [{ readonly envFrom: unknown; readonly resources: Resources }];
      };
    };
  };
}
interface Resources {
  readonly limits: { readonly memory: string };
}

describe('what the network lets a worker reach', () => {
  const { to } = (manifest('components/network-policies/outbound-calls.yaml') as OutboundPolicy).spec
    .egress[0];
  const policy = new EgressPolicy([], []);
  const open = new BlockList();
  const closed = new BlockList();
  const add = (list: BlockList, cidr: string): void => {
    const [address = '', bits] = cidr.split('/');
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  };
  for (const { ipBlock } of to) {
    add(open, ipBlock.cidr);
    for (const cidr of ipBlock.except) add(closed, cidr);
  }
  const isReachable = (address: string): boolean => {
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    return open.check(address, family) && !closed.check(address, family);
  };
  const isCalled = (address: string): boolean => policy.refusal('host.example', address, 443) === undefined;

  it('is, of IPv4, exactly what its own egress policy calls', () => {
    const octet = fc.nat({ max: 255 });
    // Half of them near where ranges begin and end.
    const special = fc.constantFrom(0, 10, 100, 127, 168, 169, 172, 192, 198, 203, 223, 224, 240, 255);
    const address = fc.tuple(fc.oneof(special, octet), octet, octet, octet).map((octets) => octets.join('.'));
    fc.assert(
      fc.property(address, (one) => isReachable(one) === isCalled(one)),
      { numRuns: 5000 },
    );
  });

  it.each([
    '10.0.0.1',
    '169.254.169.254',
    '168.63.129.16',
    '192.88.99.1',
    '100.64.0.1',
    'fd00::1',
    '::1',
    '2001:db8::1',
    '2002::1',
  ])('is not %s', (address) => {
    expect([isReachable(address), isCalled(address)]).toEqual([false, false]);
  });

  it.each(['93.184.216.34', '2606:2800:220:1::1'])('is %s', (address) => {
    expect([isReachable(address), isCalled(address)]).toEqual([true, true]);
  });
});

describe.each([
  ['dispatcher', 'events'],
  ['delivery-worker', 'deliveries'],
] as const)('the number of replicas of %s', (service, role) => {
  const { kafka, max } = scaling(service);
  const settings = deliveryWorkerSettings;
  const partitions = settings.KAFKA_PARTITIONS.info.default ?? 1;
  const topics = defineTopics({ prefix: '', partitions, retryDelaysMs: [] });

  it('follows the lag of its own consumer group on its own topic', () => {
    expect(kafka['consumerGroup']).toBe(
      `${settings.KAFKA_CONSUMER_GROUP_PREFIX.info.default ?? ''}${service}`,
    );
    expect(kafka['topic']).toBe(topics[role].topic);
    expect(settings).toHaveProperty(kafka['bootstrapServersFromEnv'] ?? '');
  });

  it('stays within the partitions, beyond which a replica would have nothing to do', () => {
    expect(max).toBeLessThanOrEqual(partitions);
  });
});

function scaling(service: string) {
  const { spec } = manifest(`components/lag-autoscaling/${service}.yaml`) as ScaledObject;
  return { kafka: spec.triggers[0].metadata, max: spec.maxReplicaCount };
}

it('migrates with an entry that config-service has, and with its environment', () => {
  const [container] = (manifest('components/migration/job.yaml') as Job).spec.template.spec.containers;
  const [service] = (manifest('base/config-service/deployment.yaml') as Deployment).spec.template.spec
    .containers;
  const entry = container.command.at(-1) ?? '';
  expect(() => text(entry.replace('/dist/', '/src/').replace('.js', '.ts'))).not.toThrow();
  expect(container.envFrom).toEqual(service.envFrom);
});

it('gives a dispatcher a third more memory than it took with a million integrations', () => {
  const [, , , million = ''] =
    /^\| – memory when ready .*$/m.exec(text('docs/scale.md'))?.[0].split('|').slice(1) ?? [];
  const [container] = (manifest('base/dispatcher/deployment.yaml') as Deployment).spec.template.spec
    .containers;
  const [, amount = '', unit = ''] = /^(\d+)([MG])i$/.exec(container.resources.limits.memory) ?? [];
  expect(Number(amount) * (unit === 'G' ? 1024 : 1)).toBeGreaterThan(Number.parseFloat(million) * 1.33);
});

it('lets Strimzi make every topic that there is', () => {
  const made = text('k8s/examples/strimzi/topics.yaml').match(/^ {2}name: .*$/gm) ?? [];
  const retryDelaysMs = deliveryWorkerSettings.RETRY_DELAYS.info.default ?? [];
  const wanted = allTopics(defineTopics({ prefix: '', partitions: 1, retryDelaysMs }));
  expect(made.map((line) => line.slice('  name: '.length))).toEqual(wanted.map(({ topic }) => topic));
});
