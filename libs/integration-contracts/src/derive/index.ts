export { exampleSettings } from './example-settings.ts';
export { MASK, secretMask } from './secret-mask.ts';
export type { SecretMask } from './secret-mask.ts';
export { publicValues, routingValues, validateSettings } from './validate-settings.ts';
export type { SettingsValues } from './validate-settings.ts';
export { fieldTitle, integrationForm } from './form.ts';
export type { FormEvent, FormField, IntegrationForm } from './form.ts';
export { openApiDocument } from './openapi.ts';
export type { OpenApiPart } from './openapi-schemas.ts';
