import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}
interface Rule {
  readonly alert?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}
interface TestFile {
  readonly tests: readonly {
    readonly alert_rule_test: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
  }[];
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const parsedIn = (folder: string): unknown[] =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.yaml'))
    .map((file): unknown => parse(read(`${folder}${file}`)));

const alerts = (parsedIn('k8s/alerts/') as RuleFile[])
  .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
  .flatMap(({ alert, labels, annotations }) => (alert === undefined ? [] : [{ alert, labels, annotations }]));
const cases = (parsedIn('k8s/alerts/tests/') as TestFile[]).flatMap(({ tests }) =>
  tests.flatMap((test) => test.alert_rule_test),
);
const sections = read('docs/runbook.md').split(/^## /m).slice(1);

describe('the alerts', () => {
  it.each(alerts.map((rule) => [rule.alert, rule] as const))(
    '%s lead to a section of the runbook',
    (name, rule) => {
      expect(rule.annotations?.['runbook_url']).toBe(`docs/runbook.md#${name.toLowerCase()}`);
      const section = sections.find((text) => text.startsWith(`${name}\n`)) ?? '';
      for (const part of ['**Meaning.**', '**Confirm.**', '```sh', '**Do.**'])
        expect(section).toContain(part);
    },
  );

  it.each(alerts.map(({ alert }) => alert))(
    '%s have a test in which they fire and one in which they do not',
    (name) => {
      const own = cases.filter(({ alertname }) => alertname === name);
      expect(own.some(({ exp_alerts: fired }) => fired.length > 0)).toBe(true);
      expect(own.some(({ exp_alerts: fired }) => fired.length === 0)).toBe(true);
    },
  );

  it.each(alerts.map((rule) => [rule.alert, rule] as const))(
    '%s say whom they get up',
    (_name, { labels }) => {
      expect(['page', 'ticket']).toContain(labels?.['severity']);
    },
  );

  it('are all that the runbook and the tests are about', () => {
    const names = alerts.map(({ alert }) => alert).sort();
    expect(sections.map((text) => text.slice(0, text.indexOf('\n'))).sort()).toEqual(names);
    expect([...new Set(cases.map(({ alertname }) => alertname))].sort()).toEqual(names);
  });
});
