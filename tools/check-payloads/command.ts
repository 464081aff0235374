import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { exampleSettings, validateSettings } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import type { Candidate } from './build-requests.ts';
import { checkPayload, sentenceOf } from './check-payload.ts';
import type { PayloadResult } from './check-payload.ts';
import { findPayloadFiles } from './payload-files.ts';
import { reportLines } from './report.ts';
import { Summary } from './summary.ts';
import { UsageError } from './usage-error.ts';

const USAGE = 'usage: npm run check-payloads -- DIR   (reads every *.json in DIR and below)';

/** What the command needs from outside. */
export interface Surroundings {
  readonly catalogue: readonly IntegrationDefinition[];
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/**
 * Runs the command.
 * @returns the exit code: 0, also when payloads could not be classified; 1 when something threw; 2 when called wrongly.
 */
export async function runCheckPayloads(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { catalogue, print, printError } = surroundings;
  try {
    const folder = folderOf(args);
    const summary = await checkFolder(folder, catalogue);
    reportLines(summary).forEach(print);
    return summary.failures.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printError(`check-payloads: ${error.message}`);
    printError(USAGE);
    return 2;
  }
}

async function checkFolder(folder: string, catalogue: readonly IntegrationDefinition[]): Promise<Summary> {
  const files = await findPayloadFiles(folder);
  const summary = new Summary();
  const candidates = catalogue.flatMap((definition) => candidatesOf(definition, summary));
  for (const file of files) summary.add(relative(folder, file), await checkFile(file, candidates));
  return summary;
}

function candidatesOf(definition: IntegrationDefinition, summary: Summary): readonly Candidate[] {
  try {
    return [{ definition, settings: validateSettings(definition, exampleSettings(definition)) }];
  } catch (error) {
    summary.failures.push(`${definition.name}: its example settings: ${sentenceOf(error)}`);
    return [];
  }
}

async function checkFile(file: string, candidates: readonly Candidate[]): Promise<PayloadResult> {
  try {
    return checkPayload(await readFile(file), candidates);
  } catch (error) {
    return { kind: 'unreadable', detail: sentenceOf(error) };
  }
}

function folderOf(args: readonly string[]): string {
  const [folder, ...rest] = positionalsOf(args);
  if (folder === undefined) throw new UsageError('the folder with the payloads is missing');
  if (rest.length > 0) throw new UsageError(`expected one folder, found ${rest.length + 1}`);
  return folder;
}

function positionalsOf(args: readonly string[]): readonly string[] {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: {} }).positionals;
  } catch (cause) {
    throw new UsageError(sentenceOf(cause), { cause });
  }
}
