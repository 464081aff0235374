import { defineIntegration, field } from '@patchbay/integration-contracts';
import { webHookRequest } from './web-hook/web-hook-request.ts';

export const squashTm = defineIntegration({
  name: 'squash_tm',
  title: 'Squash TM',
  summary: 'Keeps requirements in Squash TM in step with issues.',
  help: 'Squash TM needs the plug-in Xsquash4GitLab, which shows the address and lets a token be chosen.',
  category: 'common',
  fields: {
    url: field.url({
      title: 'Squash TM web hook URL',
      placeholder: 'https://squash.example.com/squash/plugin/xsquash4gitlab/webhook/issue',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://squash.example.com/squash/plugin/xsquash4gitlab/webhook/issue',
    }),
    token: field.password({
      title: 'Secret token',
      help: 'What was chosen in the plug-in, if anything.',
      maxLength: 255,
      section: 'connection',
      example: 'squash-token-1f6a',
    }),
  },
  events: {
    supported: ['issue', 'confidential_issue'],
    default: ['issue', 'confidential_issue'],
  },
  requests: ({ settings: { url, token }, event }) => {
    const address = new URL(url);
    if (token !== undefined) address.searchParams.set('token', token);
    return webHookRequest(address.href, event);
  },
});
