import { problem } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, Problem, SettingsValues } from '@patchbay/integration-contracts';

/** Knows where requests may go. */
export abstract class Destinations {
  /** Why the address must not be called, in the words of the egress policy; `undefined` when it may, or when that is not known yet. */
  abstract refusalOf(url: URL): Promise<string | undefined>;

  /** The problems of all addresses among the values, by field. */
  async problemsOf(
    definition: IntegrationDefinition,
    values: SettingsValues,
  ): Promise<ReadonlyMap<string, readonly Problem[]>> {
    const addresses = Object.entries(definition.fields).flatMap(([name, { kind }]) => {
      const value = values[name];
      const url = kind === 'url' && typeof value === 'string' ? URL.parse(value) : null;
      return url === null ? [] : [{ name, url }];
    });
    const refusals = await Promise.all(addresses.map(({ url }) => this.refusalOf(url)));
    return new Map(
      addresses.flatMap(({ name }, index) => {
        const reason = refusals[index];
        return reason === undefined ? [] : [[name, [problem('url_refused', { reason })]] as const];
      }),
    );
  }
}
