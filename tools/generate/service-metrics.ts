import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MetricDeclaration, MetricDeclarations } from '@patchbay/service-kit/metrics';

/** What a service shows. */
export interface ServiceMetrics {
  /** Its folder in apps/. */
  readonly service: string;
  readonly metrics: readonly MetricDeclaration[];
}

/**
 * Finds the declarations of all services: in each, the one export of `src/metric-declarations.ts`.
 * @throws Error naming the file that has no such export
 */
export async function readServiceMetrics(appsFolder: string): Promise<readonly ServiceMetrics[]> {
  const file = (service: string): string => join(appsFolder, service, 'src', 'metric-declarations.ts');
  const services = readdirSync(appsFolder).filter((service) => existsSync(file(service)));
  return Promise.all(
    services.sort().map(async (service) => ({ service, metrics: await declarationsIn(file(service)) })),
  );
}

async function declarationsIn(path: string): Promise<readonly MetricDeclaration[]> {
  const exported = (await import(pathToFileURL(path).href)) as Record<string, MetricDeclarations>;
  const [declarations] = Object.values(exported);
  if (declarations === undefined) throw new Error(`${path} exports no declarations`);
  return Object.values(declarations);
}
