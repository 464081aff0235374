import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { camelCase, nameOf, settle } from './helm-settables.ts';
import { templateText } from './helm-template.ts';
import { chartValues, valuesSchema, valuesText } from './helm-values.ts';
import { componentNames, readManifestFiles } from './manifest-files.ts';
import type { ManifestFile } from './manifest-files.ts';
import { readSettingsSources, settingsTemplate } from './settings-sources.ts';

export const CHART = 'k8s/helm/patchbay';

/** The Helm chart: what the kustomize base and its components say, with the places that values decide. */
export function helmChart(
  root: string,
  dashboards: ReadonlyMap<string, string>,
  generated: ReadonlyMap<string, string>,
): readonly (readonly [path: string, text: string])[] {
  const files = readManifestFiles(root, generated);
  const settled = files.map(settle);
  const sources = readSettingsSources(root);
  const values = chartValues({
    root,
    components: componentNames(root),
    sources,
    defaults: settled.flatMap(({ defaults }) => defaults),
  });
  const documents: (readonly [string, string])[] = [
    ['Chart.yaml', chartText(root)],
    ['values.yaml', valuesText(values)],
    ['values.schema.json', `${JSON.stringify(valuesSchema(values), undefined, 2)}\n`],
    ['templates/settings.yaml', settingsTemplate(sources)],
    ...files.map(
      (file, index) =>
        [
          `templates/${file.name}.yaml`,
          templateText(settled[index]?.manifest ?? {}, conditionOf(file), optionalLinesOf(file)),
        ] as const,
    ),
    ...[...dashboards].flatMap(([name, text]) => dashboardDocuments(name, text)),
  ];
  return documents.map(([path, text]) => [`${CHART}/${path}`, text] as const);
}

function chartText(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return stringify({
    apiVersion: 'v2',
    name: 'patchbay',
    description: 'Events in through Kafka, HTTP calls out, every request visible.',
    type: 'application',
    version,
    appVersion: version,
    // Before that, budgets had no unhealthyPodEvictionPolicy.
    kubeVersion: '>=1.27.0-0',
  });
}

/** Where lag decides on replicas, KEDA makes the autoscalers, as the component lag-autoscaling deletes these. */
function conditionOf({ component, manifest }: ManifestFile): string | undefined {
  if (component === undefined) return undefined;
  const isOn = isComponentOn(component);
  const isScaledByLag =
    manifest['kind'] === 'HorizontalPodAutoscaler' && nameOf(manifest) !== 'config-service';
  return isScaledByLag ? `and ${isOn} (not ${isComponentOn('lag-autoscaling')})` : isOn;
}

/** As the component cpu-autoscaling removes the replicas, which an apply would otherwise set back. */
function optionalLinesOf({ manifest }: ManifestFile): Readonly<Record<string, string>> {
  return manifest['kind'] === 'Deployment' ? { replicas: `not ${isComponentOn('cpu-autoscaling')}` } : {};
}

function isComponentOn(component: string): string {
  return `.Values.components.${camelCase(component)}`;
}

/** A dashboard's own braces are none of Helm's: the template reads the file, a copy, since charts see no other. */
function dashboardDocuments(name: string, text: string): (readonly [path: string, text: string])[] {
  const file = `dashboards/${name}.json`;
  const template = `{{- if ${isComponentOn('monitoring')} }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboard-${name}
  labels:
    app.kubernetes.io/part-of: patchbay
    grafana_dashboard: "1"
data:
  ${name}.json: {{ .Files.Get "${file}" | toJson }}
{{- end }}
`;
  return [
    [file, text],
    [`templates/dashboard-${name}.yaml`, template],
  ];
}
