import type { JsonObject } from '../json.ts';
import { projectPathOf } from '../parse/project-path.ts';
import { count, firstLine, object, objectOrEmpty, objects, text, url } from '../parse/read.ts';

/** The project an event happened in, as far as the payload tells. */
export interface ProjectView {
  readonly id: number | undefined;
  /** Display name: `Engine`. */
  readonly name: string | undefined;
  /** Full path: `acme/rockets/engine`. */
  readonly path: string | undefined;
  /** Display name of the namespace that holds it. */
  readonly namespace: string | undefined;
  readonly url: string | undefined;
  readonly description: string | undefined;
  readonly defaultBranch: string | undefined;
  readonly avatarUrl: string | undefined;
  readonly gitHttpUrl: string | undefined;
  readonly gitSshUrl: string | undefined;
}

/** Someone who did something, or to whom something is assigned. */
export interface ActorView {
  readonly id: number | undefined;
  /** Display name. */
  readonly name: string | undefined;
  readonly username: string | undefined;
  readonly avatarUrl: string | undefined;
  /** Absent where GitLab hides it. */
  readonly email: string | undefined;
}

/** One commit. */
export interface CommitView {
  /** Full SHA. */
  readonly id: string;
  /** First eight characters of the SHA. */
  readonly shortId: string;
  /** First line of the message; the short SHA when there is no message. */
  readonly title: string;
  readonly message: string;
  readonly url: string | undefined;
  readonly author: string | undefined;
  readonly authorEmail: string | undefined;
  /** As sent; see the formats that GitLab mixes before parsing it. */
  readonly timestamp: string | undefined;
}

/** What every view has. */
export interface ViewBase {
  readonly project: ProjectView | undefined;
  readonly actor: ActorView | undefined;
}

/** Project and actor of a payload. */
export function baseOf(payload: JsonObject): ViewBase {
  return { project: projectOf(payload), actor: actorOf(object(payload['user'])) };
}

/** The project of a payload; older jobs and pushes describe it in `repository` only. */
export function projectOf(payload: JsonObject): ProjectView | undefined {
  const target = object(objectOrEmpty(payload['object_attributes'])['target']);
  const project = object(payload['project']) ?? target ?? object(payload['repository']);
  const path = projectPathOf(payload);
  if (project !== undefined) {
    const view = projectView(project);
    return { ...view, id: view.id ?? count(payload['project_id']), path: view.path ?? path };
  }
  return path === undefined && count(payload['project_id']) === undefined
    ? undefined
    : { ...projectView({}), id: count(payload['project_id']), name: text(payload['name']), path };
}

/** One project object, such as `project`, `source` or `target`. */
export function projectView(project: JsonObject): ProjectView {
  return {
    id: count(project['id']),
    name: text(project['name']),
    path: text(project['path_with_namespace']),
    namespace: text(project['namespace']),
    url: url(project['web_url']) ?? url(project['homepage']),
    description: text(project['description']),
    defaultBranch: text(project['default_branch']),
    avatarUrl: url(project['avatar_url']),
    gitHttpUrl: text(project['git_http_url']) ?? text(project['http_url']),
    gitSshUrl: text(project['git_ssh_url']) ?? text(project['ssh_url']),
  };
}

/** One user object. */
export function actorOf(user: JsonObject | undefined): ActorView | undefined {
  if (user === undefined) return undefined;
  const name = text(user['name']);
  const username = text(user['username']);
  if (name === undefined && username === undefined) return undefined;
  const { id, avatar_url: avatarUrl, email } = user;
  return { id: count(id), name, username, avatarUrl: url(avatarUrl), email: address(email) };
}

/** All the users in a list. */
export function actorsOf(list: JsonObject[string]): readonly ActorView[] {
  return objects(list)
    .map(actorOf)
    .filter((actor) => actor !== undefined);
}

/** An e-mail address; GitLab writes `[REDACTED]` in the place of hidden ones. */
export function address(value: JsonObject[string]): string | undefined {
  const email = text(value);
  return email?.includes('@') === true ? email : undefined;
}

/** One commit object. Jobs keep the SHA in `sha`, since their `id` is the pipeline's. */
export function commitOf(commit: JsonObject | undefined): CommitView | undefined {
  const id = text(commit?.['sha']) ?? text(commit?.['id']);
  if (commit === undefined || id === undefined) return undefined;
  const author = objectOrEmpty(commit['author']);
  const shortId = shortSha(id);
  const message = text(commit['message']) ?? text(commit['title']) ?? '';
  return {
    id,
    shortId,
    title: firstLine(message) ?? shortId,
    message,
    url: url(commit['url']),
    author: text(author['name']) ?? text(commit['author_name']),
    authorEmail: address(author['email']) ?? address(commit['author_email']),
    timestamp: text(commit['timestamp']),
  };
}

/** The first eight characters of a SHA. */
export function shortSha(sha: string): string {
  return sha.slice(0, 8);
}
