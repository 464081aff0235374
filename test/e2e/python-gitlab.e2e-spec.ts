import { integrationByName } from '@patchbay/integration-catalogue';
import { exampleSettings, parseSlug } from '@patchbay/integration-contracts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay } from '../support/patchbay.ts';
import { driveWithPythonGitlab, installPythonGitlab } from '../support/python-gitlab.ts';

/** Of those that python-gitlab knows by name, and some that came later. */
const SLUGS = [
  ...[
    'asana',
    'assembla',
    'bamboo',
    'buildkite',
    'campfire',
    'custom-issue-tracker',
    'datadog',
    'discord',
    'drone-ci',
  ],
  ...[
    'emails-on-push',
    'external-wiki',
    'hangouts-chat',
    'irker',
    'jira',
    'mattermost',
    'matrix',
    'microsoft-teams',
  ],
  ...[
    'packagist',
    'pipelines-email',
    'pushover',
    'redmine',
    'slack',
    'teamcity',
    'telegram',
    'webex-teams',
    'youtrack',
  ],
];

interface Seen {
  readonly created: string;
  readonly isListed: boolean;
  readonly active: boolean;
  readonly title: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly pushEventsAfterChange: boolean;
  readonly isListedAfterDelete: boolean;
}

interface ErrorSeen {
  readonly kind: string;
  readonly status: number;
}

interface Report {
  readonly seen: Readonly<Record<string, Seen>>;
  readonly errors: Readonly<Record<'unknown' | 'invalid' | 'stranger', ErrorSeen>>;
}

function definitionOf(slug: string) {
  const definition = integrationByName(parseSlug(slug)?.name ?? '');
  if (definition === undefined) throw new Error(`there is no ${slug}`);
  return definition;
}

describe('python-gitlab, a client that knows nothing of Patchbay', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;

  beforeAll(async () => {
    await installPythonGitlab();
    patchbay = cleanUps.add(await Patchbay.start({ name: 'python-gitlab' }), (started) => started.stop());
  }, 180_000);
  afterAll(() => cleanUps.run(), 60_000);

  it.each([
    { project: 4001, manager: 'integrations' },
    { project: 4002, manager: 'services' },
  ])(
    'creates, lists, reads, changes and deletes through its $manager',
    async (place) => {
      const integrations = Object.fromEntries(
        SLUGS.map((slug) => [slug, exampleSettings(definitionOf(slug))]),
      );
      const report = (await driveWithPythonGitlab({
        url: patchbay.api.baseUrl,
        token: patchbay.adminToken,
        place,
        integrations,
      })) as Report;
      for (const slug of SLUGS) {
        const { title, fields } = definitionOf(slug);
        const shown = Object.keys(fields).filter((name) => fields[name]?.isSecret === false);
        const seen = report.seen[slug];
        expect(seen).toMatchObject({
          created: slug,
          isListed: true,
          active: true,
          title,
          isListedAfterDelete: false,
        });
        expect(Object.keys(seen?.properties ?? {}).sort()).toEqual(shown.sort());
        expect([slug, seen?.pushEventsAfterChange]).toEqual([slug, false]);
      }
      expect(report.errors).toMatchObject({
        unknown: { kind: 'GitlabGetError', status: 400 },
        invalid: { kind: 'GitlabUpdateError', status: 400 },
        stranger: { kind: 'GitlabAuthenticationError', status: 401 },
      });
    },
    60_000,
  );
});
