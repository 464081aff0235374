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
import { ServiceProcess } from './service-process.ts';

export interface ServicesOptions extends ServiceSettings {
  /** Holds the logs and the list of running processes. */
  readonly dataDir: string;
  /** Taken when free; random ones otherwise. */
  readonly ports?: Readonly<Partial<Record<ServiceName, number>>>;
  readonly only?: readonly ServiceName[];
  readonly onWarning?: (service: ServiceName, line: LogLine) => void;
  readonly onDeath?: (error: ServiceError) => void;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** The three built services as child processes. None of them outlives the launcher by more than its next start. */
export class Services {
  readonly configService: ServiceProcess;
  readonly dispatcher: ServiceProcess;
  readonly worker: ServiceProcess;
  readonly api: ApiClient;
  readonly #leftovers: Leftovers;
  readonly #chosen: readonly ServiceName[];
  readonly #onExit = (): void => {
    for (const service of this.all) service.killNow();
  };

  private constructor(options: ServicesOptions, ports: ReadonlyMap<ServiceName, number>) {
    const environment = serviceEnvironment(options);
    const create = (name: ServiceName): ServiceProcess =>
      new ServiceProcess({
        name,
        entry: entryOf(name),
        port: ports.get(name) ?? 0,
        environment: { ...environment, ...options.own?.[name] },
        logFile: join(options.dataDir, 'logs', `${name}.log`),
        ...(options.onWarning && { onWarning: options.onWarning.bind(undefined, name) }),
        ...(options.onDeath && { onDeath: options.onDeath }),
      });
    this.configService = create('config-service');
    this.dispatcher = create('dispatcher');
    this.worker = create('delivery-worker');
    this.api = new ApiClient(this.configService.url, options.adminToken);
    this.#leftovers = new Leftovers(join(options.dataDir, 'services.json'));
    this.#chosen = options.only ?? SERVICE_NAMES;
  }

  /**
   * Chooses ports and checks that the services are built; starts nothing yet.
   * @throws ServiceError naming the service that is not built
   */
  static async prepare(options: ServicesOptions): Promise<Services> {
    const missing = SERVICE_NAMES.filter((name) => !existsSync(entryOf(name)));
    if (missing.length > 0) {
      throw new ServiceError(`not built: ${missing.join(', ')}. Build with \`npm run build\``);
    }
    const taken = new Set<number>();
    const ports = new Map<ServiceName, number>();
    for (const name of SERVICE_NAMES) ports.set(name, await pickPort(options.ports?.[name], taken));
    return new Services(options, ports);
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
    return [this.configService, this.dispatcher, this.worker].filter(({ name }) =>
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
    this.#leftovers.remember(this.all.flatMap(({ pid }) => pid ?? []));
  }

  async waitUntilReady(timeoutMs?: number): Promise<void> {
    await Promise.all(this.all.map((service) => service.waitUntilReady(timeoutMs)));
  }

  /** Orderly, and the upstream end first, so that nothing new comes in while the worker finishes. */
  async stop(): Promise<void> {
    await Promise.all([this.configService.stop(), this.dispatcher.stop()]);
    await this.worker.stop();
    process.off('exit', this.#onExit);
    this.#leftovers.forget();
  }
}

function entryOf(name: ServiceName): string {
  return join(ROOT, 'apps', name, 'dist', 'main.js');
}
