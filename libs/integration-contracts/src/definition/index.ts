export { defineIntegration } from './define-integration.ts';
export type {
  BodyVerdict,
  DefinitionInput,
  IntegrationCategory,
  IntegrationDefinition,
  IntegrationEvent,
  Level,
  RequestPlan,
  RuleProblem,
} from './define-integration.ts';
export type {
  ChatCommand,
  CiVariable,
  ExternalWiki,
  InboundCommands,
  IssueReference,
  IssueTracker,
  ProductQuery,
  QueryParameter,
  TrackerLinks,
} from './features.ts';
export { PATTERN_HINT, URL_PASSWORD_MASK } from './field-schemas.ts';
export { field } from './field.ts';
export type { Field, FieldCondition, FieldKind, FieldSection, Fields, SettingsOf } from './field.ts';
export { graphqlEnumName, legacyTypeName, nameOfLegacyType, parseSlug, slugOf } from './names.ts';
export { form, get, json, lines, mail, post, put, rawJson, skip } from './request.ts';
export type {
  ClientCertificate,
  Content,
  LinesSpec,
  MailSpec,
  OAuthClient,
  OutboundSpec,
  RequestSigning,
  RequestSpec,
  ResponseView,
  Skip,
} from './request.ts';
export { trackSettings } from './tracked-settings.ts';
export type { Tracked } from './tracked-settings.ts';
