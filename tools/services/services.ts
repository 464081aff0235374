import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pickPort } from '../local-stack/ports.ts';
import { ApiClient } from './api-client.ts';
import { Leftovers } from './leftovers.ts';
import { ServiceError } from './service-error.ts';
import { serviceEnvironment } from './service-environment.ts';
import type { ServiceSettings } from './service-environment.ts';
import type { LogLine } from './service-log.ts';
import { SERVICE_NAMES } from './service-name.ts';
import type { ServiceName } from './service-name.ts';
import { ServiceProcess, entryOf } from './service-process.ts';

export interface ServicesOptions extends ServiceSettings {
  /** Holds the logs and the list of running processes. */
  readonly dataDir: string;
  /** Taken when free; random ones otherwise. */
  readonly ports?: Readonly<Partial<Record<ServiceName, number>>>;
  readonly only?: readonly ServiceName[];
  /** Folder of the build that they are of, `apps/<service>/dist` in it; the repository unless told. */
  readonly build?: string;
  /** Delivery workers; one unless told. */
  readonly workers?: number;
  readonly onWarning?: (service: ServiceName, line: LogLine) => void;
  readonly onDeath?: (error: ServiceError) => void;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** The built services as child processes: one of each, and further workers if wanted. None of them outlives the launcher by more than its next start. */
export class Services {
  readonly configService: ServiceProcess;
  readonly dispatcher: ServiceProcess;
  /** The first of the workers. */
  readonly worker: ServiceProcess;
  readonly workers: readonly ServiceProcess[];
  readonly api: ApiClient;
  readonly #leftovers: Leftovers;
  readonly #chosen: readonly ServiceName[];
  readonly #onExit = (): void => {
    for (const service of this.all) service.killNow();
  };

  private constructor(
    options: ServicesOptions,
    ports: ReadonlyMap<ServiceName, number>,
    workerPorts: readonly number[],
  ) {
    const environment = serviceEnvironment(options);
    const create = (name: ServiceName, port = ports.get(name) ?? 0, label: string = name): ServiceProcess =>
      new ServiceProcess({
        name,
        build: options.build ?? ROOT,
        port,
        environment: { ...environment, ...options.own?.[name] },
        logFile: join(options.dataDir, 'logs', `${label}.log`),
        ...(options.onWarning && { onWarning: options.onWarning.bind(undefined, name) }),
        ...(options.onDeath && { onDeath: options.onDeath }),
      });
    this.configService = create('config-service');
    this.dispatcher = create('dispatcher');
    this.worker = create('delivery-worker');
    const others = workerPorts.map((port, index) =>
      create('delivery-worker', port, `delivery-worker-${index + 2}`),
    );
    this.workers = [this.worker, ...others];
    this.api = new ApiClient(this.configService.url, options.adminToken);
    this.#leftovers = new Leftovers(join(options.dataDir, 'services.json'));
    this.#chosen = options.only ?? SERVICE_NAMES;
  }

  /**
   * Chooses ports and checks that the services are built; starts nothing yet.
   * @throws ServiceError naming the service that is not built
   */
  static async prepare(options: ServicesOptions): Promise<Services> {
    const missing = SERVICE_NAMES.filter((name) => !existsSync(entryOf(options.build ?? ROOT, name)));
    if (missing.length > 0) {
      throw new ServiceError(`not built: ${missing.join(', ')}. Build with \`npm run build\``);
    }
    const taken = new Set<number>();
    const ports = new Map<ServiceName, number>();
    for (const name of SERVICE_NAMES) ports.set(name, await pickPort(options.ports?.[name], taken));
    const workerPorts: number[] = [];
    while (workerPorts.length < (options.workers ?? 1) - 1)
      workerPorts.push(await pickPort(undefined, taken));
    return new Services(options, ports, workerPorts);
  }

  /** Starts them and waits until they take work. Nothing is left running when that fails. */
  static async start(options: ServicesOptions): Promise<Services> {
    const services = await Services.prepare(options);
    try {
      await services.launch();
      await services.waitUntilReady();
      return services;
    } catch (error) {
      await services.stop();
      throw error;
    }
  }

  get all(): readonly ServiceProcess[] {
    return [this.configService, this.dispatcher, ...this.workers].filter(({ name }) =>
      this.#chosen.includes(name),
    );
  }

  /** Starts the processes, without waiting for them. */
  async launch(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#leftovers.end();
    process.once('exit', this.#onExit);
    for (const service of this.all) {
      if (!service.isRunning) service.start(environment);
    }
    this.#leftovers.remember(
      this.all.flatMap(({ pid, name, url }) => (pid === undefined ? [] : [{ pid, name, url }])),
    );
  }

  async waitUntilReady(timeoutMs?: number): Promise<void> {
    await Promise.all(this.all.map((service) => service.waitUntilReady(timeoutMs)));
  }

  /** Orderly, and the upstream end first, so that nothing new comes in while the worker finishes. */
  async stop(): Promise<void> {
    await Promise.all([this.configService.stop(), this.dispatcher.stop()]);
    await Promise.all(this.workers.map((worker) => worker.stop()));
    process.off('exit', this.#onExit);
    this.#leftovers.forget();
  }
}
