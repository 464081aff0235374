export { defineIntegration } from './define-integration.ts';
export type {
  BodyVerdict,
  IntegrationCategory,
  IntegrationDefinition,
  IntegrationEvent,
  Level,
  RequestPlan,
} from './define-integration.ts';
export { URL_PASSWORD_MASK, field } from './field.ts';
export type { Field, FieldKind, FieldSection, Fields, SettingsOf } from './field.ts';
export { legacyTypeName, parseSlug, slugOf } from './names.ts';
export { form, json, post, rawJson, skip } from './request.ts';
export type { Content, RequestSpec, ResponseView, Skip } from './request.ts';
