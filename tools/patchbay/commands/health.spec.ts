import { running } from '../testing/scripted-world.ts';

describe('patchbay health', () => {
  it('lists integrations with their state', async () => {
    const paused = {
      ...{ slug: 'slack', scope: 'project:7', state: 'paused', consecutive_failures: 4 },
      ...{ last_failure: { at: 't', reason: 'http_503' }, paused_until: '2026-03-01T12:01:00.000Z' },
    };
    const { asked, lines } = await running(['health', 'list', '--state', 'paused'], { answers: [[paused]] });
    expect(asked).toEqual(['GET /api/v4/admin/health?state=paused&page=1&per_page=100']);
    expect(lines[1]).toBe('slack  project:7  paused  4         http_503     2026-03-01T12:01:00.000Z');
  });

  it('takes one as healthy again', async () => {
    const { asked, lines } = await running(['health', 'reset', 'slack', '--project', '7'], { answers: [{}] });
    expect(asked).toEqual(['POST /api/v4/projects/7/integrations/slack/health/reset']);
    expect(lines).toEqual(['slack is taken as healthy']);
  });
});
