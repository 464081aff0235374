import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { integrationByName } from '@patchbay/integration-catalogue';
import { NamespaceMap } from '@patchbay/integration-contracts';
import type { EventFacts, SettingsRevision } from '@patchbay/integration-contracts';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';

/** The part of the dispatcher's view that is used here. */
export interface View {
  readonly size: number;
  put(settings: SettingsRevision): boolean;
}

interface Matching {
  match(event: {
    readonly facts: EventFacts;
    readonly eventId: string;
    readonly eventAt: number;
  }): readonly object[];
}

type Class<Instance> = new (...parts: readonly unknown[]) => Instance;

const DIST = resolve(import.meta.dirname, '../../apps/dispatcher/dist');
/** As VIEW_CACHE_ENTRIES has it by default. */
const CACHE_ENTRIES = 20_000;

/** The dispatcher's own view and matching as they are built: with decorators, they can't run from source here. */
export async function createMatching(): Promise<{ readonly view: View; readonly matching: Matching }> {
  const ViewClass = (await classIn('subscriptions/packed-subscription.view.js')) as Class<View>;
  const MetricsClass = await classIn('dispatcher.metrics.js');
  const MatchingClass = (await classIn('fan-out/matching.service.js')) as Class<Matching>;
  const view = new ViewClass(CACHE_ENTRIES);
  const metrics = new MetricsClass(new Registry());
  const logger = createLogger('scale', 'fatal');
  return { view, matching: new MatchingClass(view, new NamespaceMap(), integrationByName, metrics, logger) };
}

/** The one class that a built file exports. */
async function classIn(file: string): Promise<Class<unknown>> {
  const exported = (await import(pathToFileURL(join(DIST, file)).href)) as Record<string, unknown>;
  const classes = Object.values(exported).filter((value) => typeof value === 'function');
  const [only] = classes;
  if (only === undefined || classes.length > 1) throw new Error(`${file} exports ${classes.length} classes`);
  return only as Class<unknown>;
}
