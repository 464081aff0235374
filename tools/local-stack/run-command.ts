import { execFile } from 'node:child_process';

export interface CommandResult {
  /** Exit code; undefined when the command could not be started, was ended by a signal, or ran out of time. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export type RunCommand = (
  command: string,
  args: string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

/** Runs a command to its end and reports; it rejects only when `signal` aborts it. */
export const runCommand: RunCommand = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const { timeoutMs = 0, signal, cwd, env } = options;
    signal?.throwIfAborted();
    execFile(
      command,
      args,
      { timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024, signal, cwd, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        if (error === null) resolve({ code: 0, stdout, stderr });
        else resolve({ code: typeof error.code === 'number' ? error.code : undefined, stdout, stderr });
      },
    );
  });
