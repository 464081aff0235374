import type { IntegrationDefinition } from '@patchbay/integration-contracts';

/** Finds definitions by name. A port, so that tests can bring their own; `integrationByName` fits it. */
export type DefinitionLookup = (name: string) => IntegrationDefinition | undefined;

export const DEFINITIONS = Symbol('definitions');
