import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import mongoose from 'mongoose';
import type { LocalStack } from '@patchbay/tools/local-stack';

export interface Surroundings {
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGib: number;
    readonly platform: string;
    /** Of the minute before, when nothing of ours ran: much above 0 means that others worked here too. */
    readonly loadBefore: number;
  };
}

const PACKAGES = ['undici', 'kafkajs', 'mongoose'];
const KAFKA_POM = new URL('../../tools/local-stack/kafka/pom.xml', import.meta.url);
const KAFKA_VERSION = /<kafka\.version>([^<]+)</;
const BYTES_PER_GIB = 1024 ** 3;
/** Load per core from which the figures say more about the other work. */
const BUSY = 0.3;

export function machineNow(): Surroundings['machine'] {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGib: Math.round(totalmem() / BYTES_PER_GIB),
    platform: `${process.platform} ${process.arch}`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

export function isBusy({ loadBefore, cores }: Surroundings['machine']): boolean {
  return loadBefore > cores * BUSY;
}

export async function versionsOf(stack: LocalStack | undefined): Promise<Surroundings['versions']> {
  const packages = Object.fromEntries(PACKAGES.map((name) => [name, packageVersion(name)]));
  return { node: process.version, ...packages, ...(stack && (await storeVersions(stack))) };
}

async function storeVersions({ kafka, mongodbUri }: LocalStack): Promise<Record<string, string>> {
  const connection = await mongoose.createConnection(mongodbUri).asPromise();
  try {
    const { version } = (await connection.db?.admin().buildInfo()) ?? {};
    // A broker does not tell its version; the one that the stack fetches and runs itself has this one.
    const isOwn = kafka.pid() !== undefined;
    const pom = await readFile(KAFKA_POM, 'utf8');
    return {
      mongod: String(version),
      kafka: isOwn ? (KAFKA_VERSION.exec(pom)?.[1] ?? 'unknown') : 'unknown',
    };
  } finally {
    await connection.close();
  }
}

function packageVersion(name: string): string {
  const { resolve } = createRequire(import.meta.url);
  const manifest = JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')) as { version: string };
  return manifest.version;
}
