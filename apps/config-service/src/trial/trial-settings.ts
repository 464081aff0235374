import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { SettingsValues, Trigger } from '@patchbay/integration-contracts';
import { Availability } from '../availability/availability.ts';
import { Inheritance } from '../settings/inheritance.ts';
import { addressSlug } from '../settings/integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings } from '../settings/integration-settings.ts';
import { mergeSettings } from '../settings/merge-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';

/** Settings in clear, to be tried out: stored ones, or such as would be stored. */
export interface TrialSettings {
  /** Of the row that they come from, or one that no row has. */
  readonly integrationId: string;
  readonly values: SettingsValues;
  readonly triggers: readonly Trigger[];
}

/** The same, as a scope has them. */
export interface FoundSettings extends TrialSettings {
  /** Whether a row has them, and not only the request. */
  readonly isStored: boolean;
}

/** Finds the settings that a test or a preview is about. */
@Injectable()
export class TrialSettingsService {
  readonly #settings: SettingsService;
  readonly #inheritance: Inheritance;
  readonly #availability: Availability;

  constructor(settings: SettingsService, inheritance: Inheritance, availability: Availability) {
    this.#settings = settings;
    this.#inheritance = inheritance;
    this.#availability = availability;
  }

  /**
   * @param parameters as a PUT would have them; nothing for the settings that hold, own or inherited
   * @throws AppError `integration_not_found` where none hold, `invalid_settings` where they were deleted, and whatever
   * storing the parameters would be refused for
   */
  async of(address: IntegrationAddress, parameters?: SettingsValues): Promise<FoundSettings> {
    await this.#availability.assertOffered(address.definition, address.scope);
    const { holding, isInherited } = await this.#inheritance.standing(address);
    if (parameters !== undefined)
      return this.#changed(address, isInherited ? undefined : holding, parameters);
    if (holding === undefined) {
      throw new AppError(
        'integration_not_found',
        `${addressSlug(address)} is not set up for ${address.scope}; give settings to try out.`,
      );
    }
    const values = this.#settings.valuesOf(holding);
    // Deleting turns off and forgets the properties; what is left is told apart from what was only turned off.
    if (!holding.isActive) mergeSettings(address.definition, { values, triggers: holding.triggers }, {});
    return {
      integrationId: holding.id,
      values,
      triggers: holding.triggers,
      isStored: true,
    };
  }

  #changed(
    { definition }: IntegrationAddress,
    own: IntegrationSettings | undefined,
    parameters: SettingsValues,
  ): FoundSettings {
    const stored =
      own === undefined
        ? { values: {}, triggers: definition.events.default }
        : { values: this.#settings.valuesOf(own), triggers: own.triggers };
    const merged = mergeSettings(definition, stored, parameters);
    return { integrationId: own?.id ?? randomUUIDv7(), isStored: own !== undefined, ...merged };
  }
}
