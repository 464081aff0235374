import { Inject, Injectable } from '@nestjs/common';
import { AppError, levelOf, unavailability } from '@patchbay/integration-contracts';
import type {
  AvailabilityRules,
  IntegrationDefinition,
  ScopeKey,
  Unavailability,
} from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { FeatureFlags } from './feature-flags.ts';

type AvailabilityConfig = Pick<ConfigServiceConfig, 'INTEGRATIONS_ALLOWED' | 'DEVELOPMENT_INTEGRATIONS'>;

/** Knows which integrations may be set up: those that the operator offers, at the levels that they are made for. */
@Injectable()
export class Availability {
  readonly #config: AvailabilityConfig;
  readonly #flags: FeatureFlags;

  constructor(@Inject(CONFIG) config: AvailabilityConfig, flags: FeatureFlags) {
    this.#config = config;
    this.#flags = flags;
  }

  /** Those of the definitions that can be set up at one level or another. */
  async offered(definitions: readonly IntegrationDefinition[]): Promise<readonly IntegrationDefinition[]> {
    const rules = await this.#rulesFor(definitions);
    return definitions.filter((definition) =>
      definition.levels.some((level) => unavailability(definition, level, rules) === undefined),
    );
  }

  /** @throws AppError `level_not_available` or `integration_not_available` when the integration can't be set up in the scope */
  async assertOffered(definition: IntegrationDefinition, scope: ScopeKey): Promise<void> {
    const rules = await this.#rulesFor([definition]);
    const reason = unavailability(definition, levelOf(scope), rules);
    if (reason !== undefined) throw refusal(definition, reason);
  }

  async #rulesFor(definitions: readonly IntegrationDefinition[]): Promise<AvailabilityRules> {
    const flags = [...new Set(definitions.flatMap(({ flag }) => flag ?? []))];
    const answers = await Promise.all(flags.map((flag) => this.#flags.isOn(flag)));
    const on = new Set(flags.filter((_flag, index) => answers[index]));
    const { INTEGRATIONS_ALLOWED: allowed, DEVELOPMENT_INTEGRATIONS: isDevelopment } = this.#config;
    return {
      isDevelopment,
      ...(allowed.length > 0 && { allowed: new Set(allowed) }),
      isFlagOn: (flag) => on.has(flag),
    };
  }
}

function refusal({ title, levels }: IntegrationDefinition, reason: Unavailability): AppError {
  if (reason === 'level') {
    return new AppError(
      'level_not_available',
      `${title} can be set up at ${levels.join(' and ')} level only.`,
    );
  }
  return new AppError('integration_not_available', `${title} ${REASONS[reason]}.`);
}

const REASONS: Readonly<Record<Exclude<Unavailability, 'level'>, string>> = {
  development_only: 'is for development only, which this installation is not for',
  not_allowed: 'is not among the integrations that the operator allows',
  flag_off: 'is behind a feature flag that is off',
};
