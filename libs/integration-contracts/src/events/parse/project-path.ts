import type { JsonObject } from '../json.ts';
import { object, objectOrEmpty, text, url } from './read.ts';

/**
 * Full path of the project a payload is about. Every payload of today says it; the detours are for older GitLab and
 * for kinds without a project object (alerts, vulnerabilities, flat system hooks), and only run when it is missing.
 */
export function projectPathOf(payload: JsonObject): string | undefined {
  const project = object(payload['project']);
  return (
    pathText(project?.['path_with_namespace']) ??
    pathText(objectOrEmpty(objectOrEmpty(payload['object_attributes'])['target'])['path_with_namespace']) ??
    pathText(payload['path_with_namespace']) ??
    pathText(payload['project_path_with_namespace']) ??
    pathFromAddresses(payload, project)
  );
}

/** Path of the group that a page of GitLab belongs to: `https://host/groups/acme/rockets/-/work_items/1` → `acme/rockets`. */
export function groupPathFromUrl(value: string | undefined): string | undefined {
  const path = value === undefined ? undefined : pathOfPage(value);
  return path?.startsWith('groups/') === true ? path.slice('groups/'.length) : undefined;
}

/** All but the last segment: the namespace of a project. */
export function parentPath(path: string): string | undefined {
  const end = path.lastIndexOf('/');
  return end <= 0 ? undefined : path.slice(0, end);
}

function pathText(value: JsonObject[string]): string | undefined {
  const path = text(value);
  return path?.includes('/') === true ? path : undefined;
}

function pathFromAddresses(payload: JsonObject, project: JsonObject | undefined): string | undefined {
  const repository = objectOrEmpty(payload['repository']);
  const homes = [project?.['web_url'], project?.['homepage'], repository['homepage']];
  const attributes = objectOrEmpty(payload['object_attributes']);
  const pages = [attributes['url'], payload['url'], payload['deployable_url']];
  return (
    homes.map((home) => pathOfHome(url(home))).find(isProjectPath) ??
    pages.map((page) => pathOfPage(url(page))).find(isProjectPath)
  );
}

function isProjectPath(path: string | undefined): path is string {
  return path?.includes('/') === true && !path.startsWith('groups/');
}

function pathOfHome(address: string | undefined): string | undefined {
  return address === undefined
    ? undefined
    : /^https?:\/\/[^/?#]+\/([^?#]+?)(?:\.git)?\/?$/i.exec(address)?.[1];
}

/** What precedes GitLab's `/-/` separator. Addresses from before it existed can't be told apart, so they give nothing. */
function pathOfPage(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /^https?:\/\/[^/?#]+\/([^?#]+?)\/-\//i.exec(address)?.[1];
}
