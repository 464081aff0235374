import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { audit, reportLines } from '../../audit/index.ts';
import { openKafka, withKafka } from '../kafka/kafka-options.ts';
import type { KafkaOptions } from '../kafka/kafka-options.ts';
import { show } from '../output/show.ts';
import type { World } from '../world.ts';

interface AuditOptions extends KafkaOptions {
  /** Epoch milliseconds. */
  readonly since?: number;
  readonly json?: string | boolean;
}

export function addAudit(program: Command, world: World): void {
  withKafka(
    program
      .command('audit')
      .description('recomputes from Kafka what became of every delivery, and names those that are nowhere'),
  )
    .option(
      '--since <time>',
      'deliveries from then on, such as 2026-03-01T12:00:00Z; all that Kafka has when absent',
      time,
    )
    .option('--json [file]', 'the report as JSON, or beside the text in a file')
    .action((options: AuditOptions) => run(world, options));
}

async function run(world: World, options: AuditOptions): Promise<void> {
  const { kafka, topicPrefix, groupPrefix } = await openKafka(world, options);
  const report = await audit(kafka, { topicPrefix, groupPrefix, since: options.since });
  show(world, options.json === true, report, () => reportLines(report));
  if (typeof options.json === 'string')
    await writeFile(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (report.missing > 0) world.fail();
}

function time(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Write it as 2026-03-01T12:00:00Z.');
  return at;
}
