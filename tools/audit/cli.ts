import { writeFile } from 'node:fs/promises';
import pc from 'picocolors';
import { kafkaSettings, loadConfig } from '@patchbay/service-kit/config';
import { findBrokers } from '../publish-event/find-brokers.ts';
import { PublishError } from '../publish-event/publish-error.ts';
import { toolKafka } from '../services/index.ts';
import { audit } from './audit.ts';
import { USAGE, parseCommand } from './audit-command.ts';
import type { AuditCommand } from './audit-command.ts';
import { AuditError } from './audit-error.ts';
import { reportLines } from './report-lines.ts';

async function run({ brokers: named, since, jsonFile }: AuditCommand): Promise<boolean> {
  const brokers = await findBrokers(named);
  const config = loadConfig(kafkaSettings, { ...process.env, KAFKA_BROKERS: brokers.join(',') });
  const report = await audit(toolKafka(brokers), {
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    groupPrefix: config.KAFKA_CONSUMER_GROUP_PREFIX,
    since,
  });
  for (const line of reportLines(report)) console.log(line);
  if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(report, undefined, 2)}\n`);
  return report.missing === 0;
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command === 'help') console.log(USAGE);
  else if (!(await run(command))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof AuditError || error instanceof PublishError)) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
