import { defineIntegration, field, get, post, skip } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { branchOf, whyNoBuild } from './ci/build-trigger.ts';
import { COMMIT, SSL_VERIFICATION } from './ci/ci-fields.ts';
import { xmlAttribute } from './ci/xml-attribute.ts';
import { urlPart, withoutSlash } from './addresses/url-part.ts';
import { basicAuthOf, LOGIN_PROBLEMS, validateLogin } from './login/user-and-password.ts';

export const teamcity = defineIntegration({
  name: 'teamcity',
  title: 'JetBrains TeamCity',
  summary: 'Queues a TeamCity build when something is pushed or a merge request is opened.',
  help: 'The build configuration needs a VCS root for the project, with the branches to build in its branch specification.',
  category: 'ci',
  fields: {
    teamcity_url: field.url({
      title: 'TeamCity server URL',
      placeholder: 'https://teamcity.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://teamcity.example.com',
    }),
    enable_ssl_verification: SSL_VERIFICATION,
    build_type: field.text({
      title: 'Build type',
      help: 'Identifier of the build configuration, as its settings page shows it.',
      required: true,
      section: 'connection',
      example: 'Rockets_Engine',
    }),
    username: field.text({
      title: 'Username',
      help: 'Who queues the builds.',
      section: 'connection',
      example: 'patchbay',
    }),
    password: field.password({ title: 'Password', section: 'connection', example: 'teamcity-password-1f6a' }),
  },
  events: { supported: ['push', 'merge_request'] },
  problems: LOGIN_PROBLEMS,
  validate: validateLogin,
  requests: ({ settings, event }) => {
    const branch = branchOf(event);
    const reason = whyNoBuild(event) ?? (branch === undefined ? 'the event names no branch' : undefined);
    if (reason !== undefined) return skip(reason);
    const body = `<build branchName="${xmlAttribute(branch ?? '')}"><buildType id="${xmlAttribute(settings.build_type)}"/></build>`;
    const url = `${withoutSlash(settings.teamcity_url)}/httpAuth/app/rest/buildQueue`;
    return post(url, { type: 'application/xml', body }, accessOf(settings));
  },
  queries: {
    status: {
      summary: 'Build of a commit',
      parameters: [COMMIT],
      request: ({ settings, parameters: { sha = '' } }) =>
        get(
          `${withoutSlash(settings.teamcity_url)}/httpAuth/app/rest/builds/branch:unspecified:any,revision:${urlPart(sha)}`,
          accessOf(settings),
        ),
      entries: (response) => entriesAt(response),
    },
  },
});

interface TeamcitySettings {
  readonly enable_ssl_verification: boolean;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

function accessOf(settings: TeamcitySettings) {
  return { verifyTls: settings.enable_ssl_verification, ...basicAuthOf(settings) };
}
