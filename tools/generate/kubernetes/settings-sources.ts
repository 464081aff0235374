import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { camelCase } from './helm-settables.ts';

/** A ConfigMap or Secret that kustomize generates from a file of `NAME=value` lines. */
export interface SettingsSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly file: string;
  /** Where Helm's values have the same. */
  readonly valuePath: string;
}

interface Generator {
  readonly name: string;
  readonly envs: readonly [string];
}

const SHARED = 'patchbay';
const BASE = 'k8s/base';

export function readSettingsSources(root: string): readonly SettingsSource[] {
  const { configMapGenerator, secretGenerator } = parse(
    readFileSync(join(root, BASE, 'kustomization.yaml'), 'utf8'),
  ) as { readonly configMapGenerator: readonly Generator[]; readonly secretGenerator: readonly Generator[] };
  return [
    ...configMapGenerator.map(({ name, envs: [file] }) => ({
      kind: 'ConfigMap' as const,
      name,
      file: `${BASE}/${file}`,
      valuePath: name === SHARED ? 'settings' : `${camelCase(name)}.settings`,
    })),
    ...secretGenerator.map(({ name, envs: [file] }) => ({
      kind: 'Secret' as const,
      name,
      file: `${BASE}/${file}`,
      valuePath: `secrets.${camelCase(name.replace(`${SHARED}-`, ''))}`,
    })),
  ];
}

/** The template that makes them all. */
export function settingsTemplate(sources: readonly SettingsSource[]): string {
  const text = (kind: SettingsSource['kind']): string =>
    sources
      .filter((source) => source.kind === kind)
      .map(resourceText)
      .join('---\n');
  return `${text('ConfigMap')}{{- if .Values.secrets.create }}\n---\n${text('Secret')}{{- end }}\n`;
}

function resourceText({ kind, name, valuePath }: SettingsSource): string {
  const value = kind === 'Secret' ? '$value | b64enc | quote' : '$value | quote';
  return `apiVersion: v1
kind: ${kind}
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/part-of: patchbay
${kind === 'Secret' ? 'type: Opaque\n' : ''}data:
  {{- range $name, $value := .Values.${valuePath} }}
  {{ $name }}: {{ ${value} }}
  {{- end }}
`;
}
