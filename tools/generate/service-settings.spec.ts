import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setting } from '@patchbay/service-kit/config';
import { configurationPage } from './configuration-page.ts';
import { envExample } from './env-example.ts';
import { groupSettings, readServiceSettings } from './service-settings.ts';

const LOG_LEVEL = setting.choice(['info', 'warn'], { doc: 'How much is said.', default: 'info' });
const KEYS = setting.text({ doc: 'The keys.', secret: true, example: 'k1:abc' });
const TOKENS = setting.text({ doc: 'A JSON list.', example: '[{"name":"ops"}]' });
const port = (port: number) => setting.integer({ doc: 'Where it listens.', default: port, min: 0 });

const SERVICES = [
  { service: 'one', settings: { LOG_LEVEL, KEYS, PORT: port(4000), TOKENS } },
  { service: 'two', settings: { LOG_LEVEL, KEYS, PORT: port(4001) } },
  { service: 'three', settings: { LOG_LEVEL, PORT: port(4002) } },
];

describe('settings of several services', () => {
  it('are grouped by who shares a declaration, not by who has the name', () => {
    const groups = groupSettings(SERVICES).map(({ services, settings }) => [
      services.join(),
      settings.map(([name]) => name).join(),
    ]);
    expect(groups).toEqual([
      ['one,two,three', 'LOG_LEVEL'],
      ['one,two', 'KEYS'],
      ['one', 'PORT,TOKENS'],
      ['two', 'PORT'],
      ['three', 'PORT'],
    ]);
  });

  it('are documented under a heading for each group', () => {
    const page = configurationPage(SERVICES);
    expect(page.match(/^## .*$/gm)).toEqual([
      '## Every service',
      '## one and two',
      '## one',
      '## two',
      '## three',
    ]);
    expect(page).toContain('| `KEYS` | text |  | **must be given** |  | yes | The keys. Example: `k1:abc` |');
  });

  it('are written as an environment in which only what must be given is set', () => {
    const lines = envExample(SERVICES).split('\n');
    expect(lines).toContain('#LOG_LEVEL=info');
    expect(lines).toContain('KEYS=k1:abc');
    expect(lines).toContain(`TOKENS='[{"name":"ops"}]'`);
    expect(lines).toContain('#PORT=4001');
  });
});

describe('reading the declarations', () => {
  it('finds those of all services', async () => {
    const services = await readServiceSettings(resolve(import.meta.dirname, '../../apps'));
    expect(services.map(({ service }) => service)).toEqual([
      'config-service',
      'delivery-worker',
      'dispatcher',
    ]);
    for (const { settings } of services) expect(Object.keys(settings)).toContain('KAFKA_BROKERS');
  });

  it('names the file that declares no settings', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apps-'));
    mkdirSync(join(folder, 'empty', 'src'), { recursive: true });
    writeFileSync(join(folder, 'empty', 'src', 'config.ts'), 'export const other = {};\n');
    try {
      await expect(readServiceSettings(folder)).rejects.toThrow(/empty\/src\/config\.ts must export one/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
