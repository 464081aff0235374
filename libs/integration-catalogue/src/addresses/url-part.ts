/** Text as a single part of a URL's path: it can't lead elsewhere, and half of a character doesn't throw. */
export function urlPart(text: string): string {
  // Parsers of URLs take these two for steps upwards, percent-encoded as well.
  return text === '.' || text === '..' ? '' : encodeURIComponent(text.toWellFormed());
}

/** The path of a project as part of a URL, slashes kept; no part of it leads upwards. */
export function projectPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(urlPart)
    .join('/');
}

/** A base address without slashes at its end. */
export const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
