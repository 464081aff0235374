import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import pc from 'picocolors';
import { SAMPLES } from '@patchbay/integration-contracts';
import { ApiClient } from '../services/index.ts';
import type { Demo } from './demo.ts';
import { ENDPOINTS, ENDPOINT_NAMES } from './endpoints.ts';

/** What can be looked at while the demo runs, and how to take part in it. */
export function welcome({ services, secrets, endpoints, folder }: Demo, signInUrl: string): string {
  const api = services.configService.url;
  const curl = (path: string): string =>
    `curl -H 'Authorization: Bearer ${secrets.adminToken}' '${api}${path}'`;
  const deliveries = `${ApiClient.pathOf('instance', 'webhook:audit')}/deliveries?limit=5`;
  const receivers = ENDPOINT_NAMES.map(
    (name) => `${name.padEnd(9)} ${endpoints[name].url}  ${ENDPOINTS[name].note}`,
  );
  return [
    '',
    section('console, signed in once and for five minutes', [signInUrl]),
    section('API and its documentation', [`${api}/api/docs`]),
    section(
      'metrics and readiness',
      services.all.map(({ name, url }) => `${name.padEnd(15)} ${url}/metrics  ${url}/readyz`),
    ),
    section('access token', [secrets.adminToken]),
    section('integrations of a group', [curl(ApiClient.pathOf('group:acme'))]),
    section('what was delivered', [curl(deliveries)]),
    section('receivers', receivers),
    section('logs', [relative(process.cwd(), services.worker.logFile).replace(/[^/]+$/, '')]),
    section('publish an event of your own', [`npm run publish-event -- ${examplePayload(folder)}`]),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return `${pc.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** A file to start from, so that the command works as it is printed. */
function examplePayload(folder: string): string {
  const file = join(folder, 'example-push.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(SAMPLES.push, undefined, 2)}\n`);
  return relative(process.cwd(), file);
}
