/** Fails the build when what the first page loads grows beyond what a phone on a poor line can wait for. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const LIMIT_KIB = 300;
const DIST = new URL('../dist/', import.meta.url);

const read = (path) => readFile(new URL(path, DIST));
const manifest = JSON.parse(await read('.vite/manifest.json'));
const files = new Set();
addWithImports('index.html');
const sizes = await Promise.all([...files].map(async (path) => gzipSync(await read(path)).length));
const total = sizes.reduce((sum, size) => sum + size, 0) / 1024;
console.log(`first load: ${total.toFixed(1)} KiB gzipped, of ${LIMIT_KIB} KiB`);
if (total > LIMIT_KIB) {
  console.error([...files].map((path, at) => `  ${path}: ${sizes[at]} bytes`).join('\n'));
  process.exitCode = 1;
}

function addWithImports(key) {
  const { file, imports = [], css = [] } = manifest[key];
  for (const path of [file, ...css]) files.add(path);
  for (const imported of imports) addWithImports(imported);
}
