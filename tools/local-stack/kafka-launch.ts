import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { downloadOnce } from './downloads.ts';
import type { RunnableRecord } from './embedded-server.ts';
import { kafkaProperties, type KafkaPorts } from './kafka-properties.ts';
import { kafkaSources, type StackPaths } from './paths.ts';
import { loopback } from './ports.ts';
import type { RunCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';
import type { StackSecurity } from './stack-security.ts';

export interface KafkaPreparation {
  paths: StackPaths;
  ports: KafkaPorts;
  security?: StackSecurity | undefined;
  run: RunCommand;
  signal?: AbortSignal | undefined;
  report: (text: string) => void;
}

const mavenMs = 10 * 60_000;
const formatMs = 60_000;

/** The jars' folder carries a hash of the pom, so another Kafka version is another folder and no check is needed later. */
export async function kafkaJarsFolder(downloads: string): Promise<string> {
  const pom = await readFile(join(kafkaSources, 'pom.xml'));
  return join(downloads, `kafka-jars-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
}

/** Makes jars, settings and a formatted data folder ready; the broker then only needs to be started. */
export async function prepareKafka(preparation: KafkaPreparation): Promise<RunnableRecord> {
  const { paths, ports, security } = preparation;
  const jars = await fetchJars(preparation);
  const classPath = join(jars, '*');
  await mkdir(paths.dataDir, { recursive: true });
  await writeFile(paths.kafkaProperties, kafkaProperties(ports, paths.kafkaData, security));
  if (!existsSync(join(paths.kafkaData, 'meta.properties'))) await format(preparation, classPath);
  const version =
    (await readdir(jars)).find((name) => name.startsWith('kafka-clients-'))?.slice(14, -4) ?? '';
  return {
    provider: 'embedded',
    address: `${loopback}:${ports.broker}`,
    origin: `Apache Kafka ${version} from Maven, run with java`,
    port: ports.broker,
    ...(security === undefined ? {} : { probePort: ports.internal }),
    launch: {
      command: 'java',
      args: [
        '-Xmx512m',
        '-Djava.awt.headless=true',
        `-Dlog4j2.configurationFile=${join(kafkaSources, 'log4j2.properties')}`,
        '-cp',
        classPath,
        'kafka.Kafka',
        paths.kafkaProperties,
      ],
      logFile: join(paths.logs, 'kafka.log'),
    },
  };
}

async function fetchJars({ paths, run, signal, report }: KafkaPreparation): Promise<string> {
  const folder = await kafkaJarsFolder(paths.downloads);
  await downloadOnce(folder, async (draft) => {
    report("fetching Kafka's jars with Maven (45 MB)");
    const pom = join(kafkaSources, 'pom.xml');
    const args = [
      '-B',
      '-q',
      '-f',
      pom,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${draft}`,
    ];
    const { code, stdout, stderr } = await run('mvn', args, { signal, timeoutMs: mavenMs });
    if (code !== 0)
      throw new StackError(
        `\`mvn ${args.join(' ')}\` failed:\n${`${stdout}${stderr}`.trim().slice(0, 2_000)}`,
      );
  });
  return folder;
}

async function format(
  { paths, run, signal, report, security }: KafkaPreparation,
  classPath: string,
): Promise<void> {
  report('formatting its data folder');
  // Kafka names a cluster with 16 bytes in URL-safe base64, which may begin with a dash: so it stands in one word with its option.
  const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const args = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.tools.StorageTool', 'format'];
  const users =
    security === undefined
      ? []
      : ['--add-scram', `SCRAM-SHA-512=[name=${security.username},password=${security.password}]`];
  const { code, stdout, stderr } = await run(
    'java',
    [...args, `--cluster-id=${clusterId}`, '-c', paths.kafkaProperties, ...users],
    {
      signal,
      timeoutMs: formatMs,
    },
  );
  if (code !== 0) {
    // Half a format would be refused by the next start.
    await rm(paths.kafkaData, { recursive: true, force: true });
    throw new StackError(
      `Kafka's data folder ${paths.kafkaData} could not be formatted:\n${`${stdout}${stderr}`.trim()}`,
    );
  }
}
