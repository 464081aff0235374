import { stringify } from 'yaml';
import type { Json, JsonObject } from './manifest-files.ts';

/** Marks what Helm is to work out, until the text is made: YAML itself has no place for it. */
export function expression(code: string): string {
  return `⟦${code}⟧`;
}

/** The text of a template. Lines that only some installations have stand in `optionalLines`: key and condition. */
export function templateText(
  manifest: JsonObject,
  condition: string | undefined,
  optionalLines: Readonly<Record<string, string>> = {},
): string {
  // Helm reads YAML 1.1, in which `off` without quotes is no text.
  const yaml = stringify(manifest, { lineWidth: 0, version: '1.1' })
    // Alerts have braces of their own, which are for Prometheus.
    .replaceAll('{{', '{{ "{{" }}')
    // Quoted by YAML because of a bracket or a quote within; the value that Helm puts there needs none.
    .replaceAll(/'⟦([^⟧\n]*)⟧'|⟦([^⟧\n]*)⟧/g, (_all, quoted?: string, plain?: string) => {
      const code = quoted?.replaceAll("''", "'") ?? plain ?? '';
      return `{{ ${code} }}`;
    })
    .split('\n')
    .map((line) => {
      const needed = optionalLines[/^ *(\w+):/.exec(line)?.[1] ?? ''];
      return needed === undefined ? line : `{{- if ${needed} }}\n${line}\n{{- end }}`;
    })
    .join('\n');
  return condition === undefined ? yaml : `{{- if ${condition} }}\n${yaml}{{- end }}\n`;
}

/** Replaces what is at a path, and tells what was there. @throws Error for a path that leads nowhere */
export function replaceAt(
  value: Json,
  path: readonly (string | number)[],
  replacement: Json,
): { readonly value: Json; readonly replaced: Json } {
  const [key, ...rest] = path;
  if (key === undefined) return { value: replacement, replaced: value };
  const child = childOf(value, key);
  if (child === undefined) throw new Error(`nothing at ${path.join('.')}`);
  const inner = replaceAt(child, rest, replacement);
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return {
      value: list.map((item, index) => (index === key ? inner.value : item)),
      replaced: inner.replaced,
    };
  }
  return { value: { ...(value as JsonObject), [key]: inner.value }, replaced: inner.replaced };
}

function childOf(value: Json, key: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? (value as readonly Json[])[Number(key)] : (value as JsonObject)[String(key)];
}
