export { unavailability } from './availability.ts';
export type { AvailabilityRules, Unavailability } from './availability.ts';
export { exampleSettings } from './example-settings.ts';
export { camelCase, graphqlSchema } from './graphql.ts';
export { formEvents, integrationForm } from './form.ts';
export type { FormEvent, FormField, IntegrationForm } from './form.ts';
export { openApiDocument } from './openapi/openapi-document.ts';
export type { OpenApiPart } from './openapi/parts.ts';
export { findReferences, issueUrl } from './references.ts';
export { MASK, secretMask } from './secret-mask.ts';
export type { SecretMask } from './secret-mask.ts';
export { englishTexts, fieldTextKey, fieldTitle, untranslated } from './texts.ts';
export type { Translate } from './texts.ts';
export {
  dataFieldValues,
  eventProblems,
  isAsked,
  publicValues,
  routingValues,
  validateSettings,
} from './validate-settings.ts';
export type { SettingsValues } from './validate-settings.ts';
