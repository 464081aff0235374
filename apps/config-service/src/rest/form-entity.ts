import { integrationForm, publicValues } from '@patchbay/integration-contracts';
import type {
  HealthState,
  IntegrationForm,
  ScopeKey,
  SettingsValues,
  Translate,
} from '@patchbay/integration-contracts';
import { addressSlug } from '../settings/integration-settings.ts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';
import type { Standing } from '../settings/inheritance.ts';

/** What a settings page needs: the form, and what to fill it with. */
export interface FormEntity extends IntegrationForm {
  readonly state: FormState;
}

interface FormContent {
  readonly health: HealthState;
  readonly values: SettingsValues;
  readonly translate: Translate;
  readonly shownScope: (scope: ScopeKey) => ScopeKey;
}

interface FormState {
  readonly active: boolean;
  readonly health: HealthState;
  readonly inherited: boolean;
  /** The scope whose settings these are, where they are inherited. */
  readonly inherited_from: ScopeKey | null;
  /** All but the secret ones. */
  readonly properties: SettingsValues;
  /** Names of the secret ones that have a value. */
  readonly stored_secrets: readonly string[];
  /** By the name of the switch. */
  readonly events: Readonly<Record<string, boolean>>;
}

/** @param content its health, the properties that hold, the language of the form, and how scopes are shown */
export function formEntity(
  address: IntegrationAddress,
  { holding, isInherited }: Standing,
  { health, values, translate, shownScope }: FormContent,
): FormEntity {
  const { definition } = address;
  const form = integrationForm(definition, translate);
  const on = new Set(holding?.triggers ?? definition.events.default);
  const secrets = form.fields.filter(({ secret, name }) => secret && values[name] !== undefined);
  return {
    ...form,
    slug: addressSlug(address),
    state: {
      active: holding?.isActive ?? false,
      health,
      inherited: isInherited,
      inherited_from: isInherited && holding !== undefined ? shownScope(holding.scope) : null,
      properties: publicValues(definition, values),
      stored_secrets: secrets.map(({ name }) => name),
      events: Object.fromEntries(
        form.events.map(({ name, triggers }) => [name, triggers.some((trigger) => on.has(trigger))]),
      ),
    },
  };
}
