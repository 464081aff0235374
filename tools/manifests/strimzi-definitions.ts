import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../local-stack/run-command.ts';
import { ManifestError } from './manifest-error.ts';

/** The newest whose generator Maven's registry has. */
export const STRIMZI_VERSION = '0.45.0';

const KINDS = ['kafka.Kafka', 'nodepool.KafkaNodePool', 'topic.KafkaTopic', 'user.KafkaUser'];
const MAVEN_MS = 10 * 60_000;

/** Strimzi's definitions are in no package as text, but are made by a program that is in one. @throws ManifestError */
export async function strimziDefinitions(workFolder: string): Promise<string[]> {
  const jars = join(workFolder, 'strimzi-jars');
  const yaml = join(workFolder, 'strimzi');
  await mkdir(yaml);
  await run('mvn', [
    '-B',
    '-q',
    '-f',
    join(import.meta.dirname, 'strimzi-pom.xml'),
    `-Dstrimzi.version=${STRIMZI_VERSION}`,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${jars}`,
  ]);
  const files = KINDS.map((kind) => join(yaml, `${kind}.yaml`));
  const outputs = KINDS.map((kind, index) => `io.strimzi.api.kafka.model.${kind}=${files[index] ?? ''}`);
  await run('java', ['-cp', join(jars, '*'), 'io.strimzi.crdgenerator.CrdGenerator', '--yaml', ...outputs]);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  await rm(jars, { recursive: true });
  return texts;
}

async function run(command: string, args: string[]): Promise<void> {
  const { code, stdout, stderr } = await runCommand(command, args, { timeoutMs: MAVEN_MS });
  if (code === 0) return;
  throw new ManifestError(
    `\`${command}\` could not bring Strimzi’s definitions; are Java and Maven there?\n${`${stdout}${stderr}`.trim().slice(0, 2000)}`,
  );
}
