import { harborVariables } from './ci-variables.ts';
import { listRequest } from './harbor-api.ts';

const ACCESS = {
  url: 'https://harbor.example.com:8443/registry/',
  project_name: 'rockets',
  username: 'robot$ci',
  password: 'harbor-password-1f6a',
};
const BASE = 'https://harbor.example.com:8443/registry/api/v2.0/projects/rockets/repositories';

describe('lists of a Harbor project', () => {
  it.each([
    ['.', ['tags']],
    ['..', ['..', 'tags']],
    ['../../..', ['../..']],
    ['a?b#c', ['\ud83d']],
  ])('stay below its repositories for the repository %j and %j', (repository, below) => {
    const { url } = listRequest(ACCESS, { repository }, below);
    expect(new URL(url).href.startsWith(`${BASE}/`)).toBe(true);
    expect(new URL(url).hash).toBe('');
  });

  it.each([
    [undefined, '10'],
    ['25', '25'],
    ['1000', '25'],
    ['0', '10'],
    ['many', '10'],
  ])('asked for %j entries have pages of %s', (size, expected) => {
    const { url } = listRequest(ACCESS, { page_size: size });
    expect(new URL(url).searchParams.get('page_size')).toBe(expected);
  });

  it('are filtered and sorted as Harbor has it', () => {
    const { url } = listRequest(ACCESS, { q: 'name=~engine', sort: '-creation_time' });
    expect(url).toBe(`${BASE}?page=1&page_size=10&q=name%3D%7Eengine&sort=-creation_time`);
  });
});

describe('variables for CI/CD jobs', () => {
  it('name the registry in each form, and mask the password alone', () => {
    expect(harborVariables(ACCESS)).toEqual([
      { key: 'HARBOR_URL', value: 'https://harbor.example.com:8443/registry/', isMasked: false },
      { key: 'HARBOR_HOST', value: 'harbor.example.com', isMasked: false },
      { key: 'HARBOR_OCI', value: 'oci://harbor.example.com:8443/registry/', isMasked: false },
      { key: 'HARBOR_PROJECT', value: 'rockets', isMasked: false },
      { key: 'HARBOR_USERNAME', value: 'robot$$ci', isMasked: false },
      { key: 'HARBOR_PASSWORD', value: 'harbor-password-1f6a', isMasked: true },
    ]);
  });
});
