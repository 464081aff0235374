import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What an image's Dockerfile says about the layout that its service runs from. */
export interface ImageLayout {
  /** Files that decide on dependencies. */
  readonly manifests: readonly string[];
  /** Arguments of npm. */
  readonly install: readonly string[];
  /** Folders of the build. */
  readonly build: readonly string[];
  /** Arguments of node. */
  readonly command: readonly string[];
}

/** @throws TypeError when the file does not have the form that is read here */
export async function readLayout(root: string, service: string): Promise<ImageLayout> {
  return layoutIn(await readFile(join(root, 'apps', service, 'Dockerfile'), 'utf8'));
}

/** @throws TypeError when the text does not have the form that is read here */
export function layoutIn(dockerfile: string): ImageLayout {
  const copies = [...dockerfile.matchAll(/^COPY (?!--from|\. )(.+) \S+$/gm)];
  const install = /^RUN npm (ci --omit=dev.*)$/m.exec(dockerfile)?.[1];
  const build = [...dockerfile.matchAll(/^COPY --from=build \/patchbay\/(\S+) \1$/gm)];
  const command = /^CMD (\[.*\])$/m.exec(dockerfile)?.[1];
  if (install === undefined || command === undefined || build.length === 0) {
    throw new TypeError('the Dockerfile has no production install, no build or no command');
  }
  const [program, ...args] = JSON.parse(command) as string[];
  if (program !== 'node') throw new TypeError(`the image runs ${program ?? 'nothing'}, not node`);
  return {
    manifests: copies.flatMap(([, files = '']) => files.split(' ')),
    install: install.split(' '),
    build: build.map(([, folder = '']) => folder),
    command: args,
  };
}
