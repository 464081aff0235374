import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigDeclaration, Setting } from '@patchbay/service-kit/config';

/** What a service reads from its environment. */
export interface ServiceSettings {
  /** Its folder in apps/. */
  readonly service: string;
  readonly settings: ConfigDeclaration;
}

/** Settings that the same services have in common, in one and the same declaration. */
export interface SettingGroup {
  readonly services: readonly string[];
  readonly settings: readonly (readonly [name: string, setting: Setting])[];
}

/**
 * Finds the declarations of all services: in each, the one export of `src/config.ts` whose name ends in `Settings`.
 * @throws Error naming the file that has no such export, or several
 */
export async function readServiceSettings(appsFolder: string): Promise<readonly ServiceSettings[]> {
  const services = readdirSync(appsFolder)
    .filter((service) => existsSync(configFile(appsFolder, service)))
    .sort();
  return Promise.all(
    services.map(async (service) => ({
      service,
      settings: await declarationIn(configFile(appsFolder, service)),
    })),
  );
}

/** Groups settings by the services that share them; what most services have comes first. */
export function groupSettings(services: readonly ServiceSettings[]): readonly SettingGroup[] {
  const groups = new Map<string, { services: readonly string[]; settings: [string, Setting][] }>();
  const seen = new Set<Setting>();
  for (const [name, setting] of services.flatMap(({ settings }) => Object.entries(settings))) {
    if (seen.has(setting)) continue;
    seen.add(setting);
    const sharing = services.filter(({ settings }) => settings[name] === setting);
    const names = sharing.map(({ service }) => service);
    const key = names.join();
    const group = groups.get(key) ?? { services: names, settings: [] };
    group.settings.push([name, setting]);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.services.length - a.services.length);
}

function configFile(appsFolder: string, service: string): string {
  return join(appsFolder, service, 'src', 'config.ts');
}

async function declarationIn(file: string): Promise<ConfigDeclaration> {
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const names = Object.keys(exported).filter((name) => name.endsWith('Settings'));
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new Error(`${file} must export one declaration named …Settings; it exports ${names.length}`);
  }
  return exported[name] as ConfigDeclaration;
}
