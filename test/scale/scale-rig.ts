import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { Services } from '@patchbay/tools/services';
import type { ServiceName, ServiceProcess } from '@patchbay/tools/services';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { BenchError } from '../bench/bench-error.ts';
import { RunSpace } from '../bench/run-space.ts';

export const PARTITIONS = 6;

/** What one size is measured with: a database and topics of its own, and services on them that are started one by one. */
export class ScaleRig {
  readonly stack: LocalStack;
  readonly space: RunSpace;
  readonly keys: KeyRing;
  readonly #sealingKeys: string;
  readonly #adminToken = `pbt-${randomBytes(24).toString('hex')}`;
  readonly #started: Services[] = [];

  private constructor(stack: LocalStack, space: RunSpace) {
    this.stack = stack;
    this.space = space;
    this.#sealingKeys = `scale:${randomBytes(32).toString('base64')}`;
    this.keys = KeyRing.parse(this.#sealingKeys);
  }

  static async open(stack: LocalStack): Promise<ScaleRig> {
    return new ScaleRig(stack, await RunSpace.open(stack));
  }

  get adminToken(): string {
    return this.#adminToken;
  }

  /** Chooses a port and starts nothing yet. */
  async prepare(name: ServiceName): Promise<Services> {
    const services = await Services.prepare({
      kafkaBrokers: this.stack.kafkaBrokers,
      mongodbUri: this.space.mongodbUri,
      topicPrefix: this.space.prefix,
      sealingKeys: this.#sealingKeys,
      adminToken: this.#adminToken,
      logLevel: 'warn',
      only: [name],
      extra: {
        NODE_ENV: 'production',
        KAFKA_PARTITIONS: String(PARTITIONS),
        RATE_LIMIT: '0',
        // How long a name server takes says nothing about Patchbay.
        URL_CHECK_TIMEOUT: '0ms',
      },
      dataDir: join(`${this.stack.dataDir}-services`, name),
    });
    this.#started.push(services);
    return services;
  }

  /** Ends the services, and deletes database and topics. */
  async remove(): Promise<void> {
    await Promise.all(this.#started.map((services) => services.stop()));
    await this.space.remove();
  }
}

export function pidOf({ name, pid }: ServiceProcess): number {
  if (pid === undefined) throw new BenchError(`${name} has ended`);
  return pid;
}
