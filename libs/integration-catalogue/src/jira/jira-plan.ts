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
/** A delivery that asks for more requests is given up. */
const MAX_REQUESTS = 50;
/** The links of the issue, a comment and a link. */
const REQUESTS_OF_A_PLACE = 3;
/** The issue, once more to read it alone, and again after it was moved, and another comment. */
const REQUESTS_BESIDES_MOVING = 3;
const MAX_TRANSITIONS = 10;

// Answers are read up to a limit that an issue with all its fields would pass.
const LOOK = '?fields=resolution,comment&expand=transitions';
const LOOK_WITHOUT_COMMENTS = '?fields=resolution&expand=transitions';

const isFine = ({ status }: ResponseView): boolean => status >= 200 && status < 300;

/**
 * Tells each issue that is mentioned: a comment and a link to the place, once; and moves those that are closed there.
 * It looks before it writes, so a repetition writes nothing twice. An issue that is not there, or not for the user to see, is
 * passed over; all are looked up first, because the last answer decides what becomes of the delivery, and one that is missing must not spoil it.
 */
export function* jiraPlan(settings: JiraSettings, event: JiraEvent): Steps<Skip | undefined> {
  const mentions = affordable(mentionsIn(event, settings), settings);
  if (mentions.length === 0) return skip('no issue is mentioned');
  const api = new JiraApi(settings);
  const found: { readonly issue: ResponseView; readonly places: readonly Mention[] }[] = [];
  for (const [key, places] of Map.groupBy(mentions, (mention) => mention.key)) {
    const issue = yield api.get(`issue/${urlPart(key)}${LOOK}`);
    if (issue.status === 404 || issue.status === 403) continue;
    if (!isFine(issue)) return undefined;
    found.push({ issue, places });
  }
  for (const { issue, places } of found) {
    for (const mention of places) yield* writeMention(api, { settings, event, mention, issue });
    const closing = places.find(({ isClosing }) => isClosing);
    if (closing !== undefined) yield* close(api, { settings, mention: closing, issue });
  }
  return found.length === 0 ? skip('Jira has none of the issues that are mentioned') : undefined;
}

/** As many mentions, from the first on, as a delivery has requests for. */
function affordable(mentions: readonly Mention[], settings: JiraSettings): readonly Mention[] {
  const { jira_issue_transition_automatic: isAutomatic } = settings;
  const moving = REQUESTS_BESIDES_MOVING + (isAutomatic ? 1 : chosenTransitions(settings).length);
  const known = new Set<string>();
  const closed = new Set<string>();
  let room = MAX_REQUESTS;
  const end = mentions.findIndex(({ key, isClosing }) => {
    room -= REQUESTS_OF_A_PLACE + (known.has(key) ? 0 : 1) + (isClosing && !closed.has(key) ? moving : 0);
    known.add(key);
    if (isClosing) closed.add(key);
    return room < 0;
  });
  return end === -1 ? mentions : mentions.slice(0, end);
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
  // Without them, everything that happens to a merge request would be commented on again.
  if (!isFine(links)) return;
  const linked = entriesAt(links).find((one) => at(one, 'object', 'url') === mention.url);
  if (linked === undefined && settings.comment_on_event_enabled) {
    const body = commentOn(mention, event, settings);
    const said = entriesAt(issue, 'fields.comment.comments').some((comment) => comment['body'] === body);
    const comment = said ? undefined : yield api.post(`${path}/comment`, { body });
    // The link says that all was told, so there is none before it was.
    if (comment !== undefined && !isFine(comment)) return;
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
  const path = `issue/${urlPart(mention.key)}`;
  // One with very many comments was cut off; what is not known to be open must not be moved.
  const isCut = jsonAnswer(issue) === undefined;
  const now = isCut ? yield api.get(`${path}${LOOK_WITHOUT_COMMENTS}`) : issue;
  if (!isFine(now) || isResolved(now)) return;
  const transitions = transitionsOf(settings, now);
  for (const id of transitions) {
    const moved = yield api.post(`${path}/transitions`, { transition: { id } });
    if (!isFine(moved)) return;
  }
  if (transitions.length === 0 || mention.sha === undefined) return;
  const after = yield api.get(`${path}?fields=resolution`);
  if (!isResolved(after)) return;
  const text = rich`Solved by ${link(mention.sha.slice(0, 8), mention.url)}.`;
  yield api.post(`${path}/comment`, { body: render(text, jiraMarkup, COMMENT) });
}

function transitionsOf(settings: JiraSettings, issue: ResponseView): readonly string[] {
  if (!settings.jira_issue_transition_automatic) return chosenTransitions(settings);
  const done = entriesAt(issue, 'transitions').find(
    (one) => at(one, 'to', 'statusCategory', 'key') === 'done',
  );
  return typeof done?.['id'] === 'string' ? [done['id']] : [];
}

function chosenTransitions({ jira_issue_transition_id: ids = '' }: JiraSettings): readonly string[] {
  return [...ids.matchAll(/\d+/g)].slice(0, MAX_TRANSITIONS).map(([id]) => id);
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
  const icon = URL.parse('/favicon.ico', url)?.href;
  return {
    GlobalID: 'GitLab',
    relationship: 'mentioned on',
    object: {
      url,
      title: `${name} - ${title}`.toWellFormed().slice(0, MAX_TITLE).toWellFormed(),
      status: { resolved: false },
      ...(icon !== undefined && { icon: { title: 'GitLab', url16x16: icon } }),
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
