import type { CiVariable } from '@patchbay/integration-contracts';
import type { HarborAccess } from './harbor-api.ts';

/** What CI/CD jobs sign in to Harbor with. */
export function harborVariables({
  url,
  project_name: project,
  username,
  password,
}: HarborAccess): readonly CiVariable[] {
  return [
    { key: 'HARBOR_URL', value: url, isMasked: false },
    { key: 'HARBOR_HOST', value: new URL(url).hostname, isMasked: false },
    { key: 'HARBOR_OCI', value: url.replace(/^https?:/i, 'oci:'), isMasked: false },
    { key: 'HARBOR_PROJECT', value: project, isMasked: false },
    // A single dollar would be taken for the beginning of another variable.
    { key: 'HARBOR_USERNAME', value: username.replace(/^robot\$/, () => 'robot$$'), isMasked: false },
    { key: 'HARBOR_PASSWORD', value: password, isMasked: true },
  ];
}
