import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ConfigError, loadConfig, watchCertificates } from '../config/index.ts';
import type {
  ConfigCheck,
  ConfigDeclaration,
  ConfigOf,
  commonSettings,
  tracingSettings,
} from '../config/index.ts';
import { Readiness, serveOperations } from '../http/index.ts';
import { createLogger, nestLogger } from '../logging/index.ts';
import type { Logger } from '../logging/index.ts';
import { createRegistry } from '../metrics/index.ts';
import { Tracing, createTracing } from '../tracing/index.ts';
import { CONFIG, LOGGER, SHUTDOWN } from './tokens.ts';

type ServiceDeclaration = ConfigDeclaration &
  typeof commonSettings &
  typeof tracingSettings & { readonly PORT: ConfigDeclaration[string] };

export interface ServiceOptions<D extends ServiceDeclaration> {
  readonly name: string;
  readonly settings: D;
  /** What must hold between settings. */
  readonly checks: readonly ConfigCheck<ConfigOf<D>>[];
  readonly module: Type;
  /** Bytes that an HTTP request may have. */
  readonly bodyLimitBytes?: number;
  /** How its HTTP server differs from the others'. */
  readonly http?: (config: ConfigOf<D>) => HttpOptions;
  /** Called before anything listens: routes, documentation, transports. */
  readonly configure?: (app: NestFastifyApplication, config: ConfigOf<D>) => Promise<void> | void;
}

/** What can't be changed once Fastify is made. */
export interface HttpOptions {
  /** Addresses and CIDR ranges whose word counts about where a request comes from. */
  readonly trustProxy?: string[];
  /** Answers what the router itself can't read. */
  readonly frameworkErrors?: (error: unknown, request: unknown, reply: PlainReply) => void;
}

/** What Fastify's reply has in common for all kinds of servers. */
interface PlainReply {
  hijack(): unknown;
  readonly raw: {
    writeHead(status: number, headers: Record<string, string>): unknown;
    end(body: string): unknown;
  };
}

/** `EX_CONFIG` of sysexits: a supervisor can tell a wrong configuration from a crash. */
const CONFIG_EXIT_CODE = 78;

/**
 * Runs a service until SIGTERM or SIGINT: configuration, log, metrics, probes, Nest. Transports close first and finish
 * what is under way; connections close in `onApplicationShutdown`.
 */
export async function runService<D extends ServiceDeclaration>(options: ServiceOptions<D>): Promise<void> {
  const config = configOrExit(options);
  const logger = createLogger(options.name, config.LOG_LEVEL as string);
  exitOnCrash(logger);
  const stop = new AbortController();
  const tracing = createTracing(options.name, config, logger);
  const applicationOptions: NestApplicationOptions = { logger: nestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(
    contextModule(options, config, { logger, tracing, shutdown: stop.signal }),
    new FastifyAdapter({
      bodyLimit: options.bodyLimitBytes ?? 1024 * 1024,
      // A group's full path is one parameter of a URL; Fastify's default of 100 characters is too short for it.
      routerOptions: { maxParamLength: 1024 },
      logger: false,
      forceCloseConnections: true,
      ...options.http?.(config),
    }),
    applicationOptions,
  );
  watchCertificates(options.settings, config, app.get(Registry));
  serveOperations(app, app.get(Registry), app.get(Readiness));
  await options.configure?.(app, config);
  stopOnSignal({ app, tracing, logger, stop, timeoutMs: config.SHUTDOWN_TIMEOUT as number });
  await app.startAllMicroservices();
  await app.listen({ port: config['PORT'] as number, host: config.HOST as string });
  logger.info({ url: await app.getUrl() }, `${options.name} listens`);
}

function configOrExit<D extends ServiceDeclaration>({ settings, checks }: ServiceOptions<D>): ConfigOf<D> {
  try {
    return loadConfig(settings, process.env, checks);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(CONFIG_EXIT_CODE);
  }
}

function contextModule<D extends ServiceDeclaration>(
  options: ServiceOptions<D>,
  config: ConfigOf<D>,
  { logger, tracing, shutdown }: { logger: Logger; tracing: Tracing; shutdown: AbortSignal },
): DynamicModule {
  const providers: Provider[] = [
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: logger },
    { provide: SHUTDOWN, useValue: shutdown },
    { provide: Registry, useValue: createRegistry(options.name) },
    { provide: Readiness, useValue: new Readiness() },
    { provide: Tracing, useValue: tracing },
  ];
  class ServiceContext {}
  return { module: ServiceContext, global: true, imports: [options.module], providers, exports: providers };
}

interface Running {
  readonly app: NestFastifyApplication;
  readonly tracing: Tracing;
  readonly logger: Logger;
  readonly stop: AbortController;
  readonly timeoutMs: number;
}

/** Drains within the timeout; a second signal ends the process at once. */
function stopOnSignal({ app, tracing, logger, stop, timeoutMs }: Running): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stop.signal.aborted) process.exit(1);
    logger.info({ signal }, 'stopping');
    stop.abort();
    const timer = setTimeout(() => {
      logger.error({ timeoutMs }, 'did not stop in time');
      process.exit(1);
    }, timeoutMs + 5000);
    const close = async (): Promise<void> => {
      await app.close();
      // The last spans are worth a try, and a collector that is away is no reason to fail.
      await tracing.close().catch((error: unknown) => {
        logger.debug({ err: error }, 'the last spans were not sent');
      });
    };
    close().then(
      () => {
        clearTimeout(timer);
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function exitOnCrash(logger: Logger): void {
  const crash = (what: string) => (error: unknown) => {
    logger.fatal({ err: error }, what);
    process.exit(1);
  };
  process.on('uncaughtException', crash('uncaught exception'));
  process.on('unhandledRejection', crash('unhandled rejection'));
}
