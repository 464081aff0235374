import { OpenFeature, TypedInMemoryProvider } from '@openfeature/server-sdk';
import type { Client, Provider } from '@openfeature/server-sdk';
import { FeatureFlags } from './feature-flags.ts';

/** Keeps this provider apart from those of libraries that use OpenFeature as well. */
const DOMAIN = 'integrations';

/** Feature flags as a provider of OpenFeature has them. One that it doesn't know, or can't tell of now, is off. */
export class OpenFeatureFlags extends FeatureFlags {
  readonly #client: Client;

  constructor(provider: Provider) {
    super();
    OpenFeature.setProvider(DOMAIN, provider);
    this.#client = OpenFeature.getClient(DOMAIN);
  }

  override isOn(flag: string): Promise<boolean> {
    return this.#client.getBooleanValue(flag, false);
  }
}

/** The provider for flags that come from the configuration: those that are listed are on. */
export function listedFlags(on: readonly string[]): Provider {
  const isOn = { variants: { on: true }, defaultVariant: 'on', disabled: false } as const;
  return new TypedInMemoryProvider(Object.fromEntries(on.map((flag) => [flag, isOn])));
}
