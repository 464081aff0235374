/** Knows which feature flags are on. */
export abstract class FeatureFlags {
  abstract isOn(flag: string): Promise<boolean>;
}
