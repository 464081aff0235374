import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { parseCommand } from './demo-command.ts';
import { localSecrets } from './local-secrets.ts';

describe('the command line of the demo', () => {
  it('runs until it is interrupted, or a round of sixty events', () => {
    expect(parseCommand([])).toMatchObject({ isOnce: false, eventCount: 60 });
    expect(parseCommand(['--once', '--events', '20'])).toMatchObject({ isOnce: true, eventCount: 20 });
  });

  it.each([
    [['--events', 'many'], '--events must be a whole number'],
    [['--events', '0'], '--events must be a whole number'],
    [['--twice'], '--twice'],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
  });
});

describe('the secrets of the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-demo-'));
  const file = join(folder, 'made', 'secrets.json');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are made once, fit the services, and only their owner can read them', () => {
    const secrets = localSecrets(file);
    expect(localSecrets(file)).toEqual(secrets);
    expect(KeyRing.parse(secrets.sealingKeys).primaryId).toBe('local');
    expect(secrets.adminToken.length).toBeGreaterThanOrEqual(20);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
