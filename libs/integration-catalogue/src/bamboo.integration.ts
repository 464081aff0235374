import { defineIntegration, field, get, skip } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { COMMIT, SSL_VERIFICATION } from './ci/ci-fields.ts';
import { urlPart, withoutSlash } from './addresses/url-part.ts';
import { LOGIN_PROBLEMS, validateLogin } from './login/user-and-password.ts';

export const bamboo = defineIntegration({
  name: 'bamboo',
  title: 'Atlassian Bamboo',
  summary: 'Starts a Bamboo plan when something is pushed, and shows how its build went.',
  help: 'The plan needs a repository that is linked to the project, and a user who may start builds.',
  category: 'ci',
  fields: {
    bamboo_url: field.url({
      title: 'Bamboo URL',
      placeholder: 'https://bamboo.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://bamboo.example.com',
    }),
    enable_ssl_verification: SSL_VERIFICATION,
    build_key: field.password({
      title: 'Build key',
      help: 'Key of the plan, such as ENGINE-MAIN.',
      nonEmptyPasswordTitle: 'New build key',
      nonEmptyPasswordHelp: 'Leave empty to keep the present one.',
      required: true,
      section: 'connection',
      example: 'ENGINE-MAIN-1f6a',
    }),
    username: field.text({
      title: 'Username',
      help: 'Who starts the builds.',
      section: 'connection',
      example: 'patchbay',
    }),
    password: field.password({ title: 'Password', section: 'connection', example: 'bamboo-password-1f6a' }),
  },
  events: { supported: ['push'], configurable: [] },
  problems: LOGIN_PROBLEMS,
  validate: validateLogin,
  requests: ({ settings, event }) => {
    if (event.view.isRemoved) return skip('the branch was removed');
    const { url, ...access } = accessOf(settings, '/updateAndBuild.action', { buildKey: settings.build_key });
    return get(url, access);
  },
  queries: {
    status: {
      summary: 'Builds of a commit',
      parameters: [COMMIT],
      request: ({ settings, parameters: { sha = '' } }) => {
        const path = `/rest/api/latest/result/byChangeset/${urlPart(sha)}`;
        const { url, ...access } = accessOf(settings, path, {});
        return get(url, access);
      },
      entries: (response) => entriesAt(response, 'results.results.result'),
    },
  },
});

interface BambooSettings {
  readonly bamboo_url: string;
  readonly enable_ssl_verification: boolean;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Address and sign-in; Bamboo is told of basic authentication in the query as well. */
function accessOf(
  { bamboo_url: server, enable_ssl_verification: verifyTls, username, password }: BambooSettings,
  path: string,
  query: Readonly<Record<string, string>>,
) {
  const isSignedIn = username !== undefined && password !== undefined;
  const search = new URLSearchParams({ ...query, ...(isSignedIn && { os_authType: 'basic' }) }).toString();
  return {
    url: `${withoutSlash(server)}${path}${search === '' ? '' : `?${search}`}`,
    verifyTls,
    ...(isSignedIn && { basicAuth: { username, password } }),
  };
}
