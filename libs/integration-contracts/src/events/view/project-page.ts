import type { ProjectView } from './parts.view.ts';

/**
 * Address of a page of a project: `pageOf(project, 'jobs', '7')` → `https://…/-/jobs/7`. Each part is escaped, except
 * that slashes stay, as branch names have them. `undefined` when the project's address or a part is unknown.
 */
export function pageOf(
  project: ProjectView | undefined,
  ...parts: readonly (string | number | undefined)[]
): string | undefined {
  if (project?.url === undefined || parts.includes(undefined)) return undefined;
  const path = parts.map((part) => escapePath(String(part))).join('/');
  return `${project.url.replace(/\/$/, '')}/-/${path}`;
}

function escapePath(path: string): string {
  // Lone surrogates can come out of a JSON escape, and encodeURIComponent throws on them.
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
