import type { Setting } from '@patchbay/service-kit/config';
import { code, generatedNote, page, table, yesOrBlank } from './markdown.ts';
import type { ServiceSettings, SettingGroup } from './service-settings.ts';
import { groupSettings } from './service-settings.ts';
import { environmentText, rangeText } from './setting-text.ts';

const INTRODUCTION = `Every service reads its settings from environment variables when it starts. A wrong or missing one ends the process
with exit code 78 and a report of all problems at once; an empty variable counts as absent.

Every setting can come from a file as well: \`<NAME>_FILE\` names one that holds the value of \`<NAME>\`, such as a mounted secret; one
line break at its end is dropped. To set both is refused. Files are read at start, so a renewed one needs a restart.

How values are written:

- _duration_: a number with its unit, \`250ms\`, \`10s\`, \`1.5m\`, \`6h\` or \`3d\`
- _bytes_: a number with its unit or, without one, of bytes: \`64KiB\`, \`16MiB\`, \`8192\`
- _list_, _list of durations_: separated by commas
- _boolean_: \`true\` or \`false\`, \`1\` or \`0\`
- _JSON_: a JSON text
- _PEM_: what stands between the BEGIN and END lines, and those lines; with several lines it is best kept in a file

Secrets are never printed, not even when they are wrong. In Kubernetes they belong in the Secret, all others in the
ConfigMap; a test keeps \`k8s/base\` in line with these tables.`;

const HEADERS = ['Name', 'Type', 'Unit', 'Default', 'Range', 'Secret', 'What it does'];

/** `docs/configuration.md`. */
export function configurationPage(services: readonly ServiceSettings[]): string {
  const sections = groupSettings(services).flatMap((group) => [
    `## ${titleOf(group, services.length)}`,
    table(
      HEADERS,
      group.settings.map(([name, setting]) => row(name, setting)),
    ),
  ]);
  return page(
    generatedNote('apps/*/src/config.ts'),
    '# Configuration',
    INTRODUCTION,
    overview(services),
    ...sections,
  );
}

/** Says whose settings a group holds: `Every service`, or the services by name. */
export function titleOf({ services }: SettingGroup, serviceCount: number): string {
  return services.length === serviceCount ? 'Every service' : services.join(' and ');
}

function overview(services: readonly ServiceSettings[]): string {
  const rows = services.map(({ service, settings }) => {
    const names = Object.keys(settings).filter((name) => settings[name]?.info.default === undefined);
    return [service, String(Object.keys(settings).length), names.map(code).join(', ')];
  });
  return table(['Service', 'Settings', 'Must be given'], rows);
}

function row(name: string, setting: Setting): string[] {
  const { info, type } = setting;
  const example = info.example === undefined ? '' : ` Example: ${code(info.example)}`;
  return [
    code(name),
    type.includes('|') ? code(type) : type,
    unitOf(setting),
    defaultText(setting),
    rangeText(setting),
    yesOrBlank(info.secret === true),
    `${info.doc}${example}`,
  ];
}

/** What may stand behind the number. */
function unitOf({ info, type }: Setting): string {
  if (type === 'duration' || type === 'list of durations') return 'ms, s, m, h, d';
  return type === 'bytes' ? 'B, KiB, MiB, GiB' : (info.unit ?? '');
}

function defaultText(setting: Setting): string {
  if (setting.info.default === undefined) return '**must be given**';
  const text = environmentText(setting, setting.info.default);
  return text === '' ? '(empty)' : code(text);
}
