import { SAMPLES, describeEvent, parseEvent } from '@patchbay/integration-contracts';
import type {
  IntegrationEvent,
  JsonObject,
  OutboundSpec,
  ResponseView,
} from '@patchbay/integration-contracts';
import { issueKeys } from './issue-keys.ts';
import { jiraPlan } from './jira-plan.ts';
import type { JiraSettings } from './jira-plan.ts';

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
  const payload: JsonObject = { ...SAMPLES.push, commits: [commit], total_commits_count: 1, ...changes };
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new Error(parsed.detail);
  const { facts } = parsed.event;
  return {
    id: 'event-1',
    trigger: 'commit',
    facts,
    payload,
    body,
    view: describeEvent(parsed.event, 'commit'),
  };
}

/** Plays the plan with the answers of a Jira, and lists what was asked. */
function played(
  event: IntegrationEvent<'commit'>,
  jira: (call: string) => unknown,
  changes: Partial<JiraSettings> = {},
) {
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
    : { status: 200, headers: {}, body: JSON.stringify(body ?? {}) };

const GET = 'GET issue/ABC-1?expand=transitions';

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
    call === GET
      ? { transitions }
      : call === 'GET issue/ABC-1'
        ? { fields: { resolution: { id: '1' } } }
        : {};

  it('is moved to the first status that counts as done, and told by what', () => {
    const { calls, bodies } = played(pushOf('Closes ABC-1'), moved, {
      jira_issue_transition_automatic: true,
    });
    expect(calls.slice(4)).toEqual([
      'POST issue/ABC-1/transitions',
      'GET issue/ABC-1',
      'POST issue/ABC-1/comment',
    ]);
    expect(bodies[2]).toEqual({ transition: { id: '31' } });
  });

  it('makes the transitions that were chosen, up to the first that fails', () => {
    const jira = (call: string) => (call.endsWith('/transitions') ? 400 : {});
    const { calls } = played(pushOf('fixes ABC-1'), jira, { jira_issue_transition_id: '21;31' });
    expect(calls.slice(4)).toEqual(['POST issue/ABC-1/transitions']);
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

describe('keys of issues', () => {
  it('are found as usual, or as the settings say', () => {
    const keys = (text: string, own = {}) => issueKeys(text, own).map(({ issue }) => issue);
    expect(keys('ABC-1, a_B-2, X1_Y-30; abc-4')).toEqual(['ABC-1', 'X1_Y-30']);
    expect(keys('bug#12 bug#x', { jira_issue_regex: String.raw`\d+`, jira_issue_prefix: 'bug#' })).toEqual([
      '12',
    ]);
  });

  it('take no long time to look for, whatever the pattern', () => {
    expect(issueKeys('a'.repeat(20_000), { jira_issue_regex: '(a+)+b' })).toEqual([]);
  });
});
