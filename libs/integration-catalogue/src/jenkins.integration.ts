import { defineIntegration, field } from '@patchbay/integration-contracts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { withoutSlash } from './addresses/url-part.ts';
import { basicAuthOf, LOGIN_PROBLEMS, validateLogin } from './login/user-and-password.ts';

export const jenkins = defineIntegration({
  name: 'jenkins',
  title: 'Jenkins',
  summary: 'Starts a Jenkins job when something is pushed or a merge request changes.',
  category: 'ci',
  levels: ['project'],
  fields: {
    jenkins_url: field.url({
      title: 'Jenkins server URL',
      placeholder: 'https://jenkins.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://jenkins.example.com/ci',
    }),
    enable_ssl_verification: field.checkbox({
      title: 'SSL verification',
      checkboxLabel: 'Check the certificate of the server',
      default: true,
      section: 'connection',
    }),
    project_name: field.text({
      title: 'Project name',
      help: 'The job as its URL has it, folders included: folder/job.',
      placeholder: 'my_project_name',
      required: true,
      pattern: /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))/s,
      patternHint: 'must not have . or .. as a part of its path',
      section: 'connection',
      example: 'rockets/engine build',
    }),
    username: field.text({ title: 'Username', section: 'connection', example: 'patchbay' }),
    password: field.password({
      title: 'Password',
      help: 'Password or API token of that user.',
      nonEmptyPasswordTitle: 'New password',
      nonEmptyPasswordHelp: 'Leave empty to keep the present one.',
      section: 'connection',
      example: 'jenkins-password-1f6a',
    }),
  },
  events: { supported: ['push', 'merge_request', 'tag_push'], default: ['push'] },
  problems: LOGIN_PROBLEMS,
  validate: validateLogin,
  requests: ({ settings, event }) => {
    const { jenkins_url: server } = settings;
    const job = settings.project_name.toWellFormed().split('/').map(encodeURIComponent).join('/');
    return webHookRequest(`${withoutSlash(server)}/project/${job}`, event, {
      verifyTls: settings.enable_ssl_verification,
      ...basicAuthOf(settings),
    });
  },
});
