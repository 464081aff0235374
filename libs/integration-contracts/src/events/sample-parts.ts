import type { JsonObject } from './json.ts';

/*
 * The world that the samples play in: one project of an imaginary company. Everybody and everything in it is made up.
 */

export const HOST = 'https://gitlab.example.com';
export const PROJECT_URL = `${HOST}/acme/rockets/engine`;
export const ZERO_SHA = '0000000000000000000000000000000000000000';
export const SHA_BEFORE = '4f1c7d2e9a0b3c5d8e6f7a1b2c3d4e5f60718293';
export const SHA_AFTER = '9b8a7c6d5e4f30211f2e3d4c5b6a798801234567';

/** The project as nearly every payload describes it. */
export const PROJECT = {
  id: 1042,
  name: 'Engine',
  description: 'Makes the rocket go up.',
  web_url: PROJECT_URL,
  avatar_url: null,
  git_ssh_url: 'git@gitlab.example.com:acme/rockets/engine.git',
  git_http_url: `${PROJECT_URL}.git`,
  namespace: 'Rockets',
  visibility_level: 10,
  path_with_namespace: 'acme/rockets/engine',
  default_branch: 'main',
  ci_config_path: null,
} satisfies JsonObject;

/** The shorter description that stands beside it for the sake of old receivers. */
export const REPOSITORY = {
  name: 'Engine',
  url: 'git@gitlab.example.com:acme/rockets/engine.git',
  description: 'Makes the rocket go up.',
  homepage: PROJECT_URL,
} satisfies JsonObject;

export const ADA = {
  id: 1001,
  name: 'Ada Example',
  username: 'ada.example',
  avatar_url: `${HOST}/uploads/-/system/user/avatar/1001/avatar.png`,
  email: '[REDACTED]',
} satisfies JsonObject;

export const BEN = {
  id: 1002,
  name: 'Ben Sample',
  username: 'ben.sample',
  avatar_url: `${HOST}/uploads/-/system/user/avatar/1002/avatar.png`,
  email: '[REDACTED]',
} satisfies JsonObject;

/** The last commit on `main`. */
export const COMMIT = {
  id: SHA_AFTER,
  message: 'Open the fuel valve more slowly\n\nThe pump cavitated when the valve opened at once.\n',
  title: 'Open the fuel valve more slowly',
  timestamp: '2026-03-17T09:41:12+01:00',
  url: `${PROJECT_URL}/-/commit/${SHA_AFTER}`,
  author: { name: 'Ada Example', email: 'ada@example.com' },
} satisfies JsonObject;

/** A label as issues and merge requests list it. */
export const LABEL_BUG = {
  id: 5001,
  title: 'bug',
  color: '#d9534f',
  project_id: 1042,
  created_at: '2025-11-03 08:15:00 UTC',
  updated_at: '2025-11-03 08:15:00 UTC',
  template: false,
  description: 'Something does not work.',
  type: 'ProjectLabel',
  group_id: null,
} satisfies JsonObject;

/** A label of the group. */
export const LABEL_PROPULSION = {
  id: 5002,
  title: 'team::propulsion',
  color: '#428bca',
  project_id: null,
  created_at: '2025-11-03 08:16:00 UTC',
  updated_at: '2025-11-03 08:16:00 UTC',
  template: false,
  description: null,
  type: 'GroupLabel',
  group_id: 2007,
} satisfies JsonObject;
