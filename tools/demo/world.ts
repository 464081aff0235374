/** A project of the imaginary company whose events the demo publishes. */
export interface DemoProject {
  readonly id: number;
  readonly name: string;
  /** Full path; the groups are what stands before the last slash. */
  readonly path: string;
}

export interface DemoPerson {
  readonly name: string;
  readonly username: string;
}

export const PROJECTS: readonly DemoProject[] = [
  { id: 1042, name: 'Engine', path: 'acme/rockets/engine' },
  { id: 1043, name: 'Guidance', path: 'acme/rockets/guidance' },
  { id: 1051, name: 'Control Room', path: 'acme/ground/control-room' },
  { id: 1060, name: 'Telescope', path: 'beta-labs/telescope' },
];

export const PEOPLE: readonly DemoPerson[] = [
  { name: 'Ada Example', username: 'ada.example' },
  { name: 'Ben Sample', username: 'ben.sample' },
  { name: 'Chris Fiction', username: 'chris.fiction' },
  { name: 'Dana Invented', username: 'dana.invented' },
];

export const FEATURE_BRANCHES: readonly string[] = [
  'feature/slow-valve',
  'fix/telemetry-gap',
  'docs/launch-steps',
];
