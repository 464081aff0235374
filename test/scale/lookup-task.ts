/** Whether an event's projects and groups have settings: the project itself, its groups alone, or neither. */
export const SCENARIOS = ['hit', 'deep', 'miss'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What the process that measures look-ups is told. */
export interface LookupTask {
  readonly kafkaBrokers: readonly string[];
  readonly settingsTopic: string;
  readonly size: number;
  readonly seed: number;
}

/** Processor time for each event, in µs. */
export interface LookupCost {
  readonly scenario: Scenario;
  /** Settings that were not needed before, so that they are parsed. */
  readonly coldMicros: number;
  readonly warmMicros: number;
  /** Integrations that an event goes to, on average. */
  readonly matches: number;
}
