import { answers } from './ports.ts';
import { environmentNames, hostsOf, withoutPassword } from './resolution.ts';
import { StackError } from './stack-error.ts';
import type { ComponentName, ComponentRecord } from './state-file.ts';

const connectMs = 3_000;
const titles: Record<ComponentName, string> = { kafka: 'Kafka broker', mongo: 'MongoDB' };
const forms: Record<ComponentName, string> = {
  kafka: 'host:port[,host:port…]',
  mongo: 'mongodb://host[:port][,…]/database',
};

/** Takes a component that the environment names as it is, once one of its hosts accepts a connection. */
export async function externalComponent(name: ComponentName, address: string): Promise<ComponentRecord> {
  const variable = environmentNames[name];
  if (!(await isReachable(name, address))) {
    throw new StackError(
      `no ${titles[name]} answers at ${withoutPassword(address)} (from ${variable}): ` +
        'start it, correct the variable, or unset it to have one started here',
    );
  }
  return { provider: 'environment', address, origin: `named by ${variable}` };
}

/** One host is enough. Hosts that only DNS knows (`mongodb+srv`) are taken on trust: the services report on them. */
export async function isReachable(name: ComponentName, address: string): Promise<boolean> {
  const hosts = hostsOf(name, address);
  if (hosts === undefined) {
    throw new StackError(
      `${environmentNames[name]} is "${withoutPassword(address)}"; it must have the form ${forms[name]}`,
    );
  }
  const reached = await Promise.all(hosts.map(({ host, port }) => answers(host, port, connectMs)));
  return hosts.length === 0 || reached.includes(true);
}
