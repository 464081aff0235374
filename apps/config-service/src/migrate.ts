import 'reflect-metadata';
import { ConfigError, loadConfig } from '@patchbay/service-kit/config';
import { createLogger } from '@patchbay/service-kit/logging';
import { configServiceSettings } from './config.ts';
import { checkTopics, migrate } from './migration/migrate.ts';

/** `EX_CONFIG` of sysexits, as the services end with. */
const CONFIG_EXIT_CODE = 78;

try {
  const config = loadConfig(configServiceSettings, process.env);
  const logger = createLogger('migrate', config.LOG_LEVEL);
  const stop = new AbortController();
  process.once('SIGTERM', () => {
    stop.abort();
  });
  if (process.argv.includes('--check')) {
    const problems = await checkTopics(config, logger);
    for (const problem of problems) logger.error(problem, 'a topic is not as it must be');
    if (problems.length > 0) process.exitCode = 1;
    else logger.info('all topics are as they must be');
  } else {
    await migrate(config, logger, stop.signal);
    logger.info('topics and indexes are there');
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = CONFIG_EXIT_CODE;
}
