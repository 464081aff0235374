import { z } from 'zod';
import { defineEvent, optional, project, user } from './event-contract.ts';
import { ADA, PROJECT, PROJECT_URL } from './sample-parts.ts';

export const wikiPageEvent = defineEvent({
  trigger: 'wiki_page',
  schema: z.looseObject({
    object_kind: z.literal('wiki_page'),
    user,
    project,
    object_attributes: z.looseObject({
      title: z.string(),
      url: z.url(),
      action: z.string(),
      message: optional(z.string()),
      diff_url: optional(z.url()),
    }),
  }),
  samples: {
    typical: {
      object_kind: 'wiki_page',
      user: ADA,
      project: PROJECT,
      wiki: {
        web_url: `${PROJECT_URL}/-/wikis/home`,
        git_ssh_url: 'git@gitlab.example.com:acme/rockets/engine.wiki.git',
        git_http_url: `${PROJECT_URL}.wiki.git`,
        path_with_namespace: 'acme/rockets/engine.wiki',
        default_branch: 'main',
      },
      object_attributes: {
        title: 'Start sequence',
        content: '1. Close the vent\n2. Open the valve within two seconds\n',
        format: 'markdown',
        message: 'Say how fast the valve opens',
        slug: 'start-sequence',
        url: `${PROJECT_URL}/-/wikis/start-sequence`,
        action: 'update',
        diff_url: `${PROJECT_URL}/-/wikis/start-sequence/diff?version_id=1f2e3d4c5b6a798801234567890abcdef0123456`,
        version_id: '1f2e3d4c5b6a798801234567890abcdef0123456',
      },
    },
  },
});
