import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import {
  SAMPLES,
  englishTexts,
  exampleSettings,
  parseEvent,
  validateSettings,
} from '@patchbay/integration-contracts';
import { buildRequests, eventFor } from '../check-payloads/build-requests.ts';
import { integrationPage } from '../generate/integration-page.ts';
import { localeDocuments } from '../generate/locale-files.ts';
import { CATALOGUE_SOURCES, registryDocument } from '../generate/registry.ts';
import { scaffold } from './new-integration.ts';
import { KINDS } from './templates.ts';

const root = resolve(import.meta.dirname, '../..');
let copy: string;
let sources: string;

// Beside the original, so that the packages it imports are found.
beforeEach(() => {
  copy = mkdtempSync(join(root, '.patchbay', 'new-integration-'));
  sources = join(copy, CATALOGUE_SOURCES);
  cpSync(join(root, CATALOGUE_SOURCES), sources, { recursive: true });
});

afterEach(() => {
  rmSync(copy, { recursive: true });
});

describe('a new integration', () => {
  it.each(KINDS)('of the kind %s is in the registry, sound and documented as it is written', async (kind) => {
    const file = scaffold(sources, 'carrier_pigeon', kind);
    const [registry, text] = registryDocument(copy);
    writeFileSync(join(copy, registry), text);
    expect(text).toContain(`import { carrierPigeon } from './carrier-pigeon.integration.ts';`);

    const module = (await import(pathToFileURL(file).href)) as { carrierPigeon: IntegrationDefinition };
    const definition = module.carrierPigeon;
    const settings = validateSettings(definition, exampleSettings(definition));
    const body = Buffer.from(JSON.stringify(SAMPLES.push));
    const parsed = parseEvent(body);
    if (parsed.kind !== 'event') throw new Error(parsed.detail);
    expect(buildRequests({ definition, settings }, eventFor(parsed.event, body, 'push'))).toHaveLength(1);
    expect(integrationPage(definition)).toContain('# Carrier Pigeon');

    const own = [...englishTexts(definition)].filter(([key]) => key.startsWith('carrier_pigeon.'));
    const english = new Map([['carrier_pigeon', new Map(own.map(([key, value]) => [key.slice(15), value]))]]);
    const german = localeDocuments(join(sources, 'locales'), english).find(([path]) =>
      path.startsWith('de/'),
    );
    expect(JSON.parse(german?.[1] ?? '')).toMatchObject({ title: '', summary: '' });
  });

  it('is refused a name that is none or taken, and a kind that there is not', () => {
    expect(() => scaffold(sources, 'CarrierPigeon', 'plain')).toThrow('lower case words');
    expect(() => scaffold(sources, 'slack', 'chat')).toThrow('slack is there already');
    expect(() => scaffold(sources, 'events', 'plain')).toThrow('events is taken');
    expect(() => scaffold(sources, 'carrier_pigeon', 'smoke')).toThrow('chat, webhook, plain');
    expect(readFileSync(join(sources, 'slack.integration.ts'), 'utf8')).not.toBe('');
  });
});
