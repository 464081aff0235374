import { brokenReferences } from './broken-references.ts';
import { differencesOf } from './compare-renderings.ts';
import type { KubernetesObject } from './render.ts';
import { objectValidator } from './validate-objects.ts';
import { strictSchema } from './strict-schema.ts';

const object = (
  kind: string,
  name: string,
  rest: Readonly<Record<string, unknown>> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});

const deployment = (settings: string): KubernetesObject =>
  object('Deployment', 'worker', {
    spec: {
      selector: { matchLabels: { app: 'worker' } },
      template: {
        metadata: { labels: { app: 'worker' }, annotations: {} },
        spec: { containers: [{ envFrom: [{ configMapRef: { name: settings } }] }] },
      },
    },
  });

describe('a comparison of two renderings', () => {
  const kustomize = {
    name: 'kustomize',
    objects: [object('ConfigMap', 'worker-4d9bf6dkmt'), deployment('worker-4d9bf6dkmt')],
  };

  it('takes a hash in the name of a ConfigMap for no difference, wherever it is named', () => {
    const helm = { name: 'helm', objects: [object('ConfigMap', 'worker'), deployment('worker')] };
    expect(differencesOf(kustomize, helm)).toEqual([]);
  });

  it('names the field that differs, and what only one of them has', () => {
    const helm = { name: 'helm', objects: [deployment('others'), object('Secret', 'worker')] };
    expect(differencesOf(kustomize, helm)).toEqual([
      'ConfigMap worker: only in kustomize',
      'Deployment worker.spec.template.spec.containers.0.envFrom.0.configMapRef.name: "worker" and "others"',
      'Secret worker: only in helm',
    ]);
  });
});

describe('a search for broken references', () => {
  it('finds nothing where all that is named is there', () => {
    expect(brokenReferences([object('ConfigMap', 'settings'), deployment('settings')])).toEqual([]);
  });

  it('names a ConfigMap that is missing, and a selector that finds no pod', () => {
    const service = object('Service', 'api', { spec: { selector: { app: 'api' } } });
    expect(brokenReferences([deployment('settings'), service])).toEqual([
      'Deployment worker: there is no ConfigMap settings',
      'Service api: its selector finds no pod',
    ]);
  });
});

describe('a check by schema', () => {
  const port = { type: 'object', properties: { port: { type: 'string', format: 'int-or-string' } } };
  const published = {
    type: 'object',
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: { type: 'object', properties: { ports: { type: 'array', items: port } } },
    },
  };
  const validate = objectValidator({ definitions: {}, kinds: { 'v1/Service': strictSchema(published) } });

  it('takes a number or a name where Kubernetes does', () => {
    const services = [80, 'http'].map((value) =>
      object('Service', 'api', { spec: { ports: [{ port: value }] } }),
    );
    expect(validate(services)).toEqual([]);
  });

  it('refuses a field that the kind has not, however deep', () => {
    expect(validate([object('Service', 'api', { spec: { ports: [{ prot: 80 }] } })])).toEqual([
      'Service api: /spec/ports/0 has an unknown field prot',
    ]);
  });

  it('refuses what is incomplete, and kinds that nobody has described', () => {
    expect(validate([object('Service', 'api'), object('Sevrice', 'api')])).toEqual([
      "Service api:  must have required property 'spec'",
      'Sevrice api: nothing is known of v1/Sevrice',
    ]);
  });

  it('reads a pattern with a flag of Go', () => {
    const pattern = strictSchema({ type: 'string', pattern: '^(?i)(abort|warn)?$' })['pattern'];
    expect(new RegExp(String(pattern)).test('ABORT')).toBe(true);
  });
});
