import { Injectable } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { Inheritance } from '../settings/inheritance.ts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import type { HeldIntegration } from '../settings/held-settings.ts';
import { serviceNode } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

/** Reads the integrations of a scope, with those that it inherits. */
@Injectable()
export class ServiceNodes {
  readonly #inheritance: Inheritance;
  readonly #settings: SettingsService;
  readonly #paths: Paths;

  constructor(inheritance: Inheritance, settings: SettingsService, paths: Paths) {
    this.#inheritance = inheritance;
    this.#settings = settings;
    this.#paths = paths;
  }

  /** By name and label, turned on or off. */
  heldIn(scope: ScopeKey): Promise<readonly HeldIntegration[]> {
    return this.#inheritance.heldIn(scope);
  }

  nodeOf(held: HeldIntegration): ServiceNode {
    return serviceNode(held, {
      valuesOf: (row) => this.#settings.valuesOf(row),
      shownScope: (scope) => this.#paths.shownScope(scope),
    });
  }

  async at({ scope, definition, label }: IntegrationAddress): Promise<ServiceNode | null> {
    const all = await this.heldIn(scope);
    const held = all.find(({ row }) => row.name === definition.name && row.label === label);
    return held === undefined ? null : this.nodeOf(held);
  }
}
