import { skip } from '@patchbay/integration-contracts';
import type {
  JsonObject,
  JsonValue,
  OutboundSpec,
  ResponseView,
  Skip,
} from '@patchbay/integration-contracts';
import { entriesAt, jsonAnswer } from '../answers/json-answer.ts';
import { characters, render } from '../chat/render.ts';
import { link, prose, rich } from '../chat/rich-text.ts';
import { personName } from '../chat/wording.ts';
import { JiraApi } from './jira-api.ts';
import type { JiraAccess } from './jira-api.ts';
import { jiraMarkup } from './jira-markup.ts';
import { mentionsIn } from './mention.ts';
import type { JiraEvent, Mention } from './mention.ts';
import type { KeySettings } from './issue-keys.ts';
import { urlPart } from '../addresses/url-part.ts';

export interface JiraSettings extends JiraAccess, KeySettings {
  readonly comment_on_event_enabled: boolean;
  readonly comment_detail: 'standard' | 'all_details';
  readonly jira_issue_transition_automatic: boolean;
  readonly jira_issue_transition_id?: string | undefined;
}

type Steps<Result> = Generator<OutboundSpec, Result, ResponseView>;

/** Source: Jira, the default limit of a comment. */
const COMMENT = characters(32_767);
const MAX_TITLE = 255;

const isFine = ({ status }: ResponseView): boolean => status >= 200 && status < 300;

/**
 * Tells each issue that is mentioned: a comment and a link to the place, once; and moves those that are closed there.
 * It looks before it writes, so a repetition writes nothing twice. An issue that is not there is passed over.
 */
export function* jiraPlan(settings: JiraSettings, event: JiraEvent): Steps<Skip | undefined> {
  const mentions = mentionsIn(event, settings);
  if (mentions.length === 0) return skip('no issue is mentioned');
  const api = new JiraApi(settings);
  let told = 0;
  for (const mention of mentions) {
    const issue = yield api.get(`issue/${urlPart(mention.key)}?expand=transitions`);
    if (issue.status === 404) continue;
    if (!isFine(issue)) return undefined;
    told += 1;
    yield* writeMention(api, { settings, event, mention, issue });
    if (mention.isClosing) yield* close(api, { settings, mention, issue });
  }
  return told === 0 ? skip('Jira has none of the issues that are mentioned') : undefined;
}

interface Work {
  readonly settings: JiraSettings;
  readonly mention: Mention;
  readonly issue: ResponseView;
}

function* writeMention(
  api: JiraApi,
  { settings, event, mention, issue }: Work & { event: JiraEvent },
): Steps<void> {
  const path = `issue/${urlPart(mention.key)}`;
  const links = yield api.get(`${path}/remotelink`);
  const linked = entriesAt(links).find((one) => at(one, 'object', 'url') === mention.url);
  if (linked === undefined && settings.comment_on_event_enabled) {
    const body = commentOn(mention, event, settings);
    const said = entriesAt(issue, 'fields.comment.comments').some((comment) => comment['body'] === body);
    if (!said) yield api.post(`${path}/comment`, { body });
  }
  yield* writeLink(api, { path, linkId: linked?.['id'], link: remoteLink(mention) });
}

function* writeLink(
  api: JiraApi,
  { path, linkId, link: body }: { path: string; linkId: JsonValue | undefined; link: JsonObject },
): Steps<void> {
  if (typeof linkId === 'number') yield api.put(`${path}/remotelink/${linkId}`, body);
  else yield api.post(`${path}/remotelink`, body);
}

/** Nothing happens to an issue that is resolved already, and nothing more is said when it is not resolved afterwards. */
function* close(api: JiraApi, { settings, mention, issue }: Work): Steps<void> {
  if (isResolved(issue)) return;
  const transitions = transitionsOf(settings, issue);
  const path = `issue/${urlPart(mention.key)}`;
  for (const id of transitions) {
    const moved = yield api.post(`${path}/transitions`, { transition: { id } });
    if (!isFine(moved)) return;
  }
  if (transitions.length === 0 || mention.sha === undefined) return;
  const after = yield api.get(path);
  if (!isResolved(after)) return;
  const text = rich`Solved by ${link(mention.sha.slice(0, 8), mention.url)}.`;
  yield api.post(`${path}/comment`, { body: render(text, jiraMarkup, COMMENT) });
}

function transitionsOf(settings: JiraSettings, issue: ResponseView): readonly string[] {
  const chosen = settings.jira_issue_transition_id?.match(/\d+/g);
  if (!settings.jira_issue_transition_automatic) return chosen ?? [];
  const done = entriesAt(issue, 'transitions').find(
    (one) => at(one, 'to', 'statusCategory', 'key') === 'done',
  );
  return typeof done?.['id'] === 'string' ? [done['id']] : [];
}

function isResolved(issue: ResponseView): boolean {
  const answer = jsonAnswer(issue);
  return at(answer, 'fields', 'resolution') !== undefined;
}

/** What is said about a mention, in Jira's markup. */
function commentOn(
  { kind, title, text, url }: Mention,
  { view, facts }: JiraEvent,
  settings: JiraSettings,
): string {
  const { project, actor } = view;
  const place =
    project === undefined
      ? undefined
      : rich` of ${link(project.path ?? project.name ?? 'a project', project.url)}`;
  const branch = kind === 'commit' && facts.ref !== undefined ? rich` on branch ${facts.ref}` : undefined;
  const said = settings.comment_detail === 'all_details' ? prose(text) : rich`${title}`;
  const head = render(
    rich`${personName(actor)} mentioned this issue in ${link(`a ${kind}`, url)}${place}${branch}:`,
    jiraMarkup,
    COMMENT,
  );
  return `${head}\n{quote}${render(said, jiraMarkup, characters(30_000))}{quote}`;
}

function remoteLink({ kind, title, url }: Mention): JsonObject {
  const name = kind === 'commit' ? 'Commit' : 'Merge request';
  return {
    GlobalID: 'GitLab',
    relationship: 'mentioned on',
    object: {
      url,
      title: `${name} - ${title}`.toWellFormed().slice(0, MAX_TITLE).toWellFormed(),
      status: { resolved: false },
      icon: { title: 'GitLab', url16x16: new URL('/favicon.ico', url).href },
    },
  };
}

function at(value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    found = (found as JsonObject)[name];
  }
  return found ?? undefined;
}
