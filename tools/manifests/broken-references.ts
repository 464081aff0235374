import type { KubernetesObject } from './render.ts';

/** Fields that name an object of the same namespace, with its kind; `name` is told by the field around it. */
const NAMED_BY: Readonly<Record<string, string>> = {
  configMapRef: 'ConfigMap',
  secretRef: 'Secret',
  scaleTargetRef: 'Deployment',
  service: 'Service',
};
const WORKLOADS = ['Deployment', 'Job'];
const SELECTING = ['Deployment', 'Service', 'PodDisruptionBudget', 'PodMonitor'];

/** Lines on names and selectors that lead nowhere: a schema can't tell, and a cluster tells only once something is missing. */
export function brokenReferences(objects: readonly KubernetesObject[]): readonly string[] {
  const known = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  const pods = objects.filter(({ kind }) => WORKLOADS.includes(kind)).map(podLabels);
  return objects.flatMap((object) => {
    const title = `${object.kind} ${object.metadata.name}`;
    const named = [...namesIn(object)].filter((name) => !known.has(name));
    const selector = selectorOf(object);
    const isSelecting = selector !== undefined && Object.keys(selector).length > 0;
    const findsNone = isSelecting && !pods.some((labels) => isMatch(labels, selector));
    return [
      ...named.map((name) => `${title}: there is no ${name}`),
      ...(findsNone ? [`${title}: its selector finds no pod`] : []),
    ];
  });
}

function* namesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const kind = NAMED_BY[key];
    const name = (inner as { readonly name?: unknown } | null)?.name;
    if (kind !== undefined && typeof name === 'string') yield `${kind} ${name}`;
    if (key === 'serviceAccountName' && typeof inner === 'string') yield `ServiceAccount ${inner}`;
    yield* namesIn(inner);
  }
}

type Labels = Readonly<Record<string, string>>;

function podLabels(object: KubernetesObject): Labels {
  const { template } = object['spec'] as {
    readonly template: { readonly metadata: { readonly labels: Labels } };
  };
  return template.metadata.labels;
}

/** Of those kinds that select pods by labels alone. */
function selectorOf({ kind, spec }: KubernetesObject): Labels | undefined {
  if (!SELECTING.includes(kind)) return undefined;
  const { selector } = spec as { readonly selector: Labels | { readonly matchLabels: Labels } };
  return kind === 'Service'
    ? (selector as Labels)
    : (selector as { readonly matchLabels: Labels }).matchLabels;
}

function isMatch(labels: Labels, selector: Labels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}
