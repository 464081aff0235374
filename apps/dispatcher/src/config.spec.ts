import { ConfigError, loadConfig } from '@patchbay/service-kit/config';
import { dispatcherSettings } from './config.ts';

describe('dispatcherSettings', () => {
  it('needs nothing but the brokers', () => {
    const config = loadConfig(dispatcherSettings, { KAFKA_BROKERS: 'kafka:9092' });
    expect(config).toMatchObject({ PORT: 4001, MAX_EVENT_BYTES: 8_388_608, COMMIT_INTERVAL: 500 });
  });

  it('reports each value that can’t be', () => {
    const problems = (() => {
      try {
        return loadConfig(dispatcherSettings, {
          PORT: '70000',
          COMMIT_INTERVAL: '1ms',
          MAX_EVENT_BYTES: '1 MB',
        });
      } catch (error) {
        return error instanceof ConfigError ? error.problems : error;
      }
    })();
    expect(problems).toEqual([
      expect.stringContaining('KAFKA_BROKERS is missing'),
      expect.stringContaining('PORT: must be at most 65535'),
      expect.stringContaining('MAX_EVENT_BYTES: must be a size'),
      expect.stringContaining('COMMIT_INTERVAL: must be at least 50 ms'),
    ]);
  });
});
