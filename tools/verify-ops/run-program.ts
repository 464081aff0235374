import { spawn } from 'node:child_process';
import { ROOT } from './step.ts';

export interface ProgramEnd {
  readonly code: number | null;
  /** Both streams, as they came. */
  readonly output: string;
}

export interface ProgramOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program in the project's folder to its end.
 * @throws Error that says how to install it, when it is not there
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { input = '', environment = {} }: ProgramOptions = {},
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...environment } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => {
      reject(new Error(missingLine(program), { cause: error }));
    });
    child.on('close', (code) => {
      resolve({ code, output });
    });
    // A program that does not read has closed its end.
    child.stdin.on('error', () => undefined).end(input);
  });
}

export function missingLine(program: string): string {
  return `${program} could not be started: install it with \`apt-get install prometheus\` (Debian/Ubuntu) or \`brew install prometheus\` (macOS)`;
}
