import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './step.ts';

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

export const ALERTS = join(ROOT, 'k8s/alerts');
export const ALERT_TESTS = join(ALERTS, 'tests');

export function yamlFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file));
}

/** Every rule of every file, recorded series and alerts. */
export function allRules(): readonly Rule[] {
  return yamlFilesIn(ALERTS).flatMap((file) =>
    (parse(readFileSync(file, 'utf8')) as RuleFile).groups.flatMap(({ rules }) => rules),
  );
}
