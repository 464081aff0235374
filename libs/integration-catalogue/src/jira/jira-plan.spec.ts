import type {
  IntegrationEvent,
  JsonObject,
  OutboundSpec,
  ResponseView,
} from '@patchbay/integration-contracts';
import { anEvent } from '../testing/an-event.ts';
import { jiraPlan } from './jira-plan.ts';
import type { JiraSettings } from './jira-plan.ts';
import type { JiraEvent } from './mention.ts';

const settings: JiraSettings = {
  url: 'https://jira.example.com/',
  jira_auth_type: 0,
  username: 'patchbay',
  password: 'jira-token-1f6a',
  comment_on_event_enabled: true,
  comment_detail: 'standard',
  jira_issue_transition_automatic: false,
};

function pushOf(message: string, changes: JsonObject = {}): IntegrationEvent<'commit'> {
  const commit = {
    id: 'a'.repeat(40),
    message,
    url: 'https://gitlab.example.com/c/1',
    author: { name: 'Ben' },
  };
  return anEvent('commit', { commits: [commit], total_commits_count: 1, ...changes });
}

function merged(target_branch: string): IntegrationEvent<'merge_request'> {
  const attributes = { title: 'Closes ABC-1', action: 'merge', url: 'https://gitlab.example.com/m/1' };
  return anEvent('merge_request', { object_attributes: { ...attributes, target_branch } });
}

/** Plays the plan with the answers of a Jira, and lists what was asked. */
function played(event: JiraEvent, jira: (call: string) => unknown, changes: Partial<JiraSettings> = {}) {
  const plan = jiraPlan({ ...settings, ...changes }, event);
  const calls: string[] = [];
  const bodies: JsonObject[] = [];
  let step = plan.next();
  while (step.done !== true) {
    const { call, body } = callOf(step.value);
    calls.push(call);
    if (body !== undefined) bodies.push(JSON.parse(body) as JsonObject);
    step = plan.next(answerOf(jira(call)));
  }
  return { calls, bodies, end: step.value };
}

function callOf(spec: OutboundSpec): { readonly call: string; readonly body: string | undefined } {
  if ('transport' in spec) throw new Error('no HTTP');
  const { method, url, body } = spec;
  const call = `${method} ${url.replace('https://jira.example.com/rest/api/2/', '')}`;
  return { call, body: typeof body === 'string' ? body : undefined };
}

const answerOf = (body: unknown): ResponseView =>
  typeof body === 'number'
    ? { status: body, headers: {}, body: '' }
    : { status: 200, headers: {}, body: body === 'cut off' ? '{' : JSON.stringify(body ?? {}) };

const GET = 'GET issue/ABC-1?fields=resolution,comment&expand=transitions';
const AGAIN = 'GET issue/ABC-1?fields=resolution';

describe('an issue that is mentioned', () => {
  it('gets a comment and a link', () => {
    const { calls, bodies } = played(pushOf('ABC-1: slower *valve*'), () => ({}));
    expect(calls).toEqual([
      GET,
      'GET issue/ABC-1/remotelink',
      'POST issue/ABC-1/comment',
      'POST issue/ABC-1/remotelink',
    ]);
    expect(bodies[0]?.['body']).toMatch(
      /mentioned this issue in \[a commit\|https:\/\/gitlab[^\]]*\][^]*\{quote\}ABC\\-1: slower \\\*valve\\\*\{quote\}/,
    );
    expect(bodies[1]).toMatchObject({
      relationship: 'mentioned on',
      object: { url: 'https://gitlab.example.com/c/1' },
    });
  });

  it('that has the link already gets it anew and no second comment', () => {
    const links = [{ id: 7, object: { url: 'https://gitlab.example.com/c/1' } }];
    const { calls } = played(pushOf('ABC-1'), (call) => (call.endsWith('/remotelink') ? links : {}));
    expect(calls).toEqual([GET, 'GET issue/ABC-1/remotelink', 'PUT issue/ABC-1/remotelink/7']);
  });

  it('that does not exist is passed over', () => {
    const { calls, end } = played(pushOf('ABC-1'), () => 404);
    expect(calls).toEqual([GET]);
    expect(end).toEqual({ skip: 'Jira has none of the issues that are mentioned' });
  });

  it('and is missing does not spoil the delivery: the last answer is one about an issue that is there', () => {
    const { calls, end } = played(pushOf('ABC-1 ABC-2'), (call) => (call.includes('ABC-2') ? 404 : {}));
    expect(calls.slice(0, 2)).toEqual([GET, GET.replace('ABC-1', 'ABC-2')]);
    expect(calls.at(-1)).toBe('POST issue/ABC-1/remotelink');
    expect(end).toBeUndefined();
  });

  it('at an address that is none is linked to without a picture', () => {
    const commits = [{ id: 'a'.repeat(40), message: 'ABC-1', url: 'https://' }];
    const { bodies } = played(pushOf('', { commits }), () => ({}));
    expect(bodies[1]).toMatchObject({ object: { url: 'https://' } });
    expect(bodies[1]?.['object']).not.toHaveProperty('icon');
  });

  it.each([404, 403])('is passed over where the user may not see it: %i', (status) => {
    const { calls } = played(pushOf('ABC-1 ABC-2'), (call) => (call === GET ? status : {}));
    expect(calls.filter((call) => call.startsWith('POST issue/ABC-2'))).toHaveLength(2);
    expect(calls.filter((call) => call.includes('ABC-1'))).toEqual([GET]);
  });

  it('is not written to where its links can not be read, and gets no link before the comment', () => {
    const linkless = played(pushOf('ABC-1'), (call) => (call.endsWith('/remotelink') ? 403 : {}));
    expect(linkless.calls).toEqual([GET, 'GET issue/ABC-1/remotelink']);
    const mute = played(pushOf('ABC-1'), (call) => (call.endsWith('/comment') ? 403 : {}));
    expect(mute.calls.at(-1)).toBe('POST issue/ABC-1/comment');
  });

  it('gets no comment where comments are off', () => {
    const { calls } = played(pushOf('ABC-1'), () => ({}), { comment_on_event_enabled: false });
    expect(calls).not.toContain('POST issue/ABC-1/comment');
  });
});

describe('an issue that is closed', () => {
  const transitions = [
    { id: '11', to: { statusCategory: { key: 'new' } } },
    { id: '31', to: { statusCategory: { key: 'done' } } },
  ];
  const moved = (call: string) =>
    call === GET ? { transitions } : call === AGAIN ? { fields: { resolution: { id: '1' } } } : {};

  it('is moved to the first status that counts as done, and told by what', () => {
    const { calls, bodies } = played(pushOf('Closes ABC-1'), moved, {
      jira_issue_transition_automatic: true,
    });
    expect(calls.slice(4)).toEqual(['POST issue/ABC-1/transitions', AGAIN, 'POST issue/ABC-1/comment']);
    expect(bodies[2]).toEqual({ transition: { id: '31' } });
  });

  it('makes the transitions that were chosen, up to the first that fails', () => {
    const jira = (call: string) => (call.endsWith('/transitions') ? 400 : {});
    const { calls } = played(pushOf('fixes ABC-1'), jira, { jira_issue_transition_id: '21;31' });
    expect(calls.slice(4)).toEqual(['POST issue/ABC-1/transitions']);
  });

  it('is moved once, however many commits of a push close it', () => {
    const commits = ['1', '2'].map((name) => ({
      ...{ id: name.repeat(40), message: 'Closes ABC-1', url: `https://gitlab.example.com/c/${name}` },
    }));
    const { calls } = played(pushOf('', { commits }), moved, { jira_issue_transition_automatic: true });
    expect(calls.filter((call) => call.endsWith('/comment'))).toHaveLength(3);
    expect(calls.filter((call) => call.endsWith('/transitions'))).toHaveLength(1);
  });

  it.each(['31', '11,21;31', Array.from({ length: 40 }, (_, id) => id).join()])(
    'takes no more requests than a delivery may have, with the transitions %s',
    (jira_issue_transition_id) => {
      const keys = Array.from({ length: 40 }, (_, number) => `Closes ABC-${number}`);
      const done = (call: string) => (call.includes('expand') ? {} : { fields: { resolution: { id: '1' } } });
      const { calls } = played(pushOf(keys.join('\n')), done, { jira_issue_transition_id });
      expect(calls.length).toBeGreaterThan(30);
      expect(calls.length).toBeLessThanOrEqual(50);
    },
  );

  it('is one of several that a single word closes', () => {
    const message = 'Closes issues ABC-1, ABC-2 and ABC-3; see ABC-4';
    const { calls } = played(pushOf(message), () => ({}), { jira_issue_transition_id: '31' });
    const closed = calls.filter((call) => call.endsWith('/transitions'));
    expect(closed).toEqual([1, 2, 3].map((number) => `POST issue/ABC-${number}/transitions`));
  });

  it('is asked for anew, without comments, when the answer was too long to be read', () => {
    const { calls } = played(
      pushOf('Closes ABC-1'),
      (call) => (call === GET ? 'cut off' : { fields: { resolution: { id: '1' } } }),
      { jira_issue_transition_id: '31' },
    );
    expect(calls.at(-1)).toBe('GET issue/ABC-1?fields=resolution&expand=transitions');
  });

  it.each([
    ['main', 1],
    ['release', 0],
  ])('is moved by a merge into %s %i times', (target_branch, times) => {
    const { calls } = played(merged(target_branch), () => ({}), { jira_issue_transition_id: '31' });
    expect(calls.filter((call) => call.endsWith('/transitions'))).toHaveLength(times);
  });

  it('is left alone on other branches than the default one, and when it is resolved', () => {
    const on = { jira_issue_transition_automatic: true };
    const elsewhere = played(pushOf('Closes ABC-1', { ref: 'refs/heads/topic' }), moved, on);
    expect(elsewhere.calls).not.toContain('POST issue/ABC-1/transitions');
    const resolved = played(
      pushOf('Closes ABC-1'),
      () => ({ transitions, fields: { resolution: { id: '1' } } }),
      on,
    );
    expect(resolved.calls).not.toContain('POST issue/ABC-1/transitions');
  });
});
