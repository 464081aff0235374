export { REQUEST_LOG_COLLECTION } from './attempt-document.ts';
export type {
  AttemptDocument,
  AttemptTimings,
  LoggedAnswer,
  LoggedRequest,
  RequestedBy,
  TransferTimings,
} from './attempt-document.ts';
export { BREAKER_STATES, decodeBreakerEvent, encodeBreakerEvent } from './breaker-event.ts';
export type { BreakerEvent, BreakerState } from './breaker-event.ts';
export { deliveredEvent } from './delivered-event.ts';
export {
  MAX_TARGETS,
  REQUEST_KINDS,
  UnreadableRecordError,
  decodeDeliveryHeaders,
  encodeDeliveryHeaders,
  headerText,
  passThroughOf,
} from './delivery-record.ts';
export type {
  DeliveryHeaders,
  DeliveryRequest,
  DeliveryTarget,
  KafkaHeaders,
  RequestKind,
  RetryState,
} from './delivery-record.ts';
export { REQUEST_LOG_INDEXES } from './request-log-indexes.ts';
export { deliveryIdOf, eventIdOf } from './identity.ts';
export { HEALTH_STATES, decodeHealthChange, encodeHealthChange } from './integration-health.ts';
export type { HealthChange, HealthState } from './integration-health.ts';
export { NamespaceMap } from './namespace-map.ts';
export { decodeNamespaceMove, encodeNamespaceMove, isFullPath } from './namespace-move.ts';
export type { NamespaceMove } from './namespace-move.ts';
export { OUTCOMES, decodeOutcomes, encodeOutcomes } from './outcome.ts';
export type { DeliveryOutcome, Outcome } from './outcome.ts';
export { decodeProjectPath, encodeProjectPath } from './project-path.ts';
export type { ProjectPath, ProjectPathRecord } from './project-path.ts';
export { INSTANCE_SCOPE, groupScope, levelOf, projectScope, scopesFor } from './scope.ts';
export type { ScopeKey } from './scope.ts';
export { decodeSettingsRevision, encodeSettingsRevision } from './settings-revision.ts';
export type { SealedBox, SettingsRevision } from './settings-revision.ts';
