import { join } from 'node:path';
import { downloadOnce } from '../local-stack/downloads.ts';
import { runCommand } from '../local-stack/run-command.ts';
import { ManifestError } from './manifest-error.ts';

export type GoTool = 'kustomize' | 'helm';

interface GoProgram {
  readonly path: string;
  readonly version: string;
}

/** Versions that Go 1.24, which Debian has, can build. */
const PROGRAMS: Readonly<Record<GoTool, GoProgram>> = {
  kustomize: { path: 'sigs.k8s.io/kustomize/kustomize/v5', version: 'v5.7.1' },
  helm: { path: 'helm.sh/helm/v3/cmd/helm', version: 'v3.18.6' },
};
const OLDEST_MINOR = 24;
const BUILD_MS = 15 * 60_000;

export const TOOLS_FOLDER = join(import.meta.dirname, '../../.patchbay/tools');

/** @throws ManifestError when Go is missing or too old */
export async function requireGo(): Promise<void> {
  const { code, stdout } = await runCommand('go', ['env', 'GOVERSION']);
  const minor = Number(/^go1\.(\d+)/.exec(stdout)?.[1] ?? 0);
  if (code === 0 && minor >= OLDEST_MINOR) return;
  throw new ManifestError(
    `go 1.${OLDEST_MINOR}+ not found (kustomize and helm are built with it): install it with \`apt-get install golang-go\` (Debian/Ubuntu) or \`brew install go\` (macOS)`,
  );
}

/** Builds a program once and returns where it is. @throws ManifestError with what Go says */
export async function goTool(name: GoTool): Promise<string> {
  const { path, version } = PROGRAMS[name];
  const folder = join(TOOLS_FOLDER, `${name}-${version}`);
  await downloadOnce(folder, async (draft) => {
    // Without C there is no need for a compiler of it, and linking is faster.
    const env = { GOBIN: draft, CGO_ENABLED: '0' };
    const { code, stderr } = await runCommand('go', ['install', `${path}@${version}`], {
      timeoutMs: BUILD_MS,
      env,
    });
    if (code !== 0)
      throw new ManifestError(`\`go install ${path}@${version}\` failed:\n${stderr.slice(-2000)}`);
  });
  return join(folder, name);
}

/** Fetches a module and returns the folder with its files. @throws ManifestError with what Go says */
export async function goModule(path: string, version: string): Promise<string> {
  const args = ['mod', 'download', '-json', `${path}@${version}`];
  const { stdout, stderr } = await runCommand('go', args, { timeoutMs: BUILD_MS });
  const answer =
    stdout === '' ? {} : (JSON.parse(stdout) as { readonly Dir?: string; readonly Error?: string });
  if (answer.Dir !== undefined) return answer.Dir;
  throw new ManifestError(`\`go ${args.join(' ')}\` failed:\n${answer.Error ?? stderr.slice(-2000)}`);
}
