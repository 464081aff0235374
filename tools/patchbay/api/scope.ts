import { Option } from 'commander';
import type { Command } from 'commander';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { ApiClient } from '../../services/index.ts';
import { UsageError } from '../cli-error.ts';

export interface ScopeOptions {
  readonly instance?: boolean;
  readonly group?: string;
  readonly project?: string;
  readonly scope?: string;
}

/** Where an integration is set up. */
export function withScope(command: Command): Command {
  return command
    .addOption(new Option('--instance', 'of the whole instance, as when nothing is named'))
    .addOption(
      new Option('--group <path>', 'of the group with this full path').conflicts(['project', 'instance']),
    )
    .addOption(new Option('--project <id>', 'of the project with this number').conflicts('instance'))
    .addOption(
      new Option(
        '--scope <scope>',
        'the same in one word: instance, group:<full path> or project:<id>',
      ).conflicts(['instance', 'group', 'project']),
    );
}

/** @throws UsageError when the scope is written wrongly */
export function scopeOf({ group, project, scope = 'instance' }: ScopeOptions): ScopeKey {
  const named =
    group === undefined ? (project === undefined ? scope : `project:${project}`) : `group:${group}`;
  if (named === 'instance') return 'instance';
  const [, level, place = ''] = /^(group|project):(.+)$/.exec(named) ?? [];
  if (level === 'group') return `group:${place}`;
  if (level === 'project' && /^[1-9]\d*$/.test(place)) return `project:${Number(place)}`;
  throw new UsageError(`--scope ${named}: write instance, group:<full path> or project:<id>`);
}

/** The route of an integration, or of all at the scope. @throws UsageError as `scopeOf` */
export function integrationPath(options: ScopeOptions, slug?: string): string {
  return ApiClient.pathOf(scopeOf(options), slug);
}
