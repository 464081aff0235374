import type { Registry } from 'prom-client';
import { authoritiesExpiry, chainExpiry } from '../certificates/index.ts';
import { clientMetrics, metricsOf } from '../metrics/index.ts';
import type { ConfigDeclaration } from './load-config.ts';
import { PEM_TYPES } from './setting.ts';

/** Shows in the metrics how long the certificates of the settings are valid. */
export function watchCertificates(
  declaration: ConfigDeclaration,
  config: Readonly<Record<string, unknown>>,
  registry: Registry,
): void {
  const watched = Object.entries(declaration).flatMap(([name, { type }]) => {
    const text = config[name];
    if (typeof text !== 'string' || text === '') return [];
    if (type === PEM_TYPES.chain) return [{ name, expiry: () => chainExpiry(text) }];
    if (type === PEM_TYPES.authorities) return [{ name, expiry: () => authoritiesExpiry(text, Date.now()) }];
    return [];
  });
  metricsOf(registry).gauge({
    ...clientMetrics.certificateExpiry,
    collect() {
      for (const { name, expiry } of watched) {
        const at = expiry();
        if (at !== undefined) this.set({ setting: name }, (at - Date.now()) / 1000);
      }
    },
  });
}
