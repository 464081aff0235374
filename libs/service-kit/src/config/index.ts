export { ConfigError, loadConfig } from './load-config.ts';
export type { ConfigCheck, ConfigDeclaration, ConfigOf } from './load-config.ts';
export { parseDuration, setting } from './setting.ts';
export type { Setting } from './setting.ts';
export {
  commonSettings,
  egressSettings,
  kafkaSettings,
  mongoSettings,
  sealingSettings,
  tracingSettings,
} from './shared-settings.ts';
export { kafkaProblems, mongoProblems } from './transport-problems.ts';
export { watchCertificates } from './watch-certificates.ts';
export type { kafkaSecuritySettings, mongoSecuritySettings } from './security-settings.ts';
