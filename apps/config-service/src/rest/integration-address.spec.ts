import { addressOf } from './integration-address.ts';

const nameOf = (slug: string): string => {
  const { definition, label } = addressOf('project:7', slug);
  return `${definition.name}:${label}`;
};

describe('addressOf', () => {
  it('takes slugs with hyphens and underscores, and the class names of old clients', () => {
    for (const slug of ['microsoft-teams', 'microsoft_teams', 'MicrosoftTeamsService']) {
      expect(nameOf(slug)).toBe('microsoft_teams:');
    }
    expect(nameOf('webhook:audit')).toBe('webhook:audit');
  });

  it.each(['Slack', 'slackService', 'NopeService', 'SlackService:a', 'web hook', ''])(
    'refuses %j',
    (slug) => {
      expect(() => nameOf(slug)).toThrow('names no integration');
    },
  );
});
