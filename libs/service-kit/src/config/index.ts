export { ConfigError, loadConfig } from './load-config.ts';
export type { ConfigDeclaration, ConfigOf } from './load-config.ts';
export { parseDuration, setting } from './setting.ts';
export type { Setting } from './setting.ts';
export {
  commonSettings,
  egressSettings,
  kafkaSettings,
  mongoSettings,
  sealingSettings,
} from './shared-settings.ts';
