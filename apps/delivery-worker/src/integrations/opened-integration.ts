import type { IntegrationDefinition, SecretMask, SettingsValues } from '@patchbay/integration-contracts';

/** An integration as the worker uses it: definition, settings in clear, and the mask that hides their secrets. */
export interface OpenedIntegration {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly definition: IntegrationDefinition;
  readonly settings: SettingsValues;
  readonly mask: SecretMask;
}
