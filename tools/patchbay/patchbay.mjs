#!/usr/bin/env node
// Whatever Node starts this, the command line itself runs on the project's own, which reads TypeScript.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const node = join(
  dirname(createRequire(import.meta.url).resolve('node/package.json')),
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const entry = fileURLToPath(new URL('cli.ts', import.meta.url));
const flags = ['--disable-warning=TimeoutNegativeWarning', '--conditions=@patchbay/source'];
const child = spawn(node, [...flags, entry, ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal interrupts both by itself, and the one that waits must not go first; a supervisor tells this one alone.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
});
