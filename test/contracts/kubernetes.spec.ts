import { readFileSync } from 'node:fs';
import { configServiceSettings } from '@patchbay/config-service/src/config.ts';
import { deliveryWorkerSettings } from '@patchbay/delivery-worker/src/config.ts';
import { dispatcherSettings } from '@patchbay/dispatcher/src/config.ts';
import { ConfigError, loadConfig, parseDuration } from '@patchbay/service-kit/config';
import type { ConfigDeclaration } from '@patchbay/service-kit/config';
import { parse } from 'yaml';

const base = new URL('../../k8s/base/', import.meta.url);

interface Generator {
  readonly name: string;
  readonly envs: readonly string[];
}
interface Kustomization {
  readonly images: readonly { readonly name: string; readonly newTag: string }[];
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly Generator[];
  readonly secretGenerator: readonly Generator[];
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Container {
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly envFrom: readonly {
    readonly configMapRef?: { readonly name: string };
    readonly secretRef?: { readonly name: string };
  }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly resources: Readonly<Record<'requests' | 'limits', { readonly memory: string }>>;
  readonly securityContext: unknown;
}
interface Deployment {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly automountServiceAccountToken: boolean;
        readonly securityContext: unknown;
        readonly containers: readonly Container[];
      };
    };
  };
}

const SERVICES: readonly (readonly [service: string, settings: ConfigDeclaration])[] = [
  ['config-service', configServiceSettings],
  ['delivery-worker', deliveryWorkerSettings],
  ['dispatcher', dispatcherSettings],
];

const text = (path: string): string => readFileSync(new URL(path, base), 'utf8');
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
const kustomization = parse(text('kustomization.yaml')) as Kustomization;

/** Name and value pairs, one a line, as kustomize reads them. */
function environmentOf(path: string): [name: string, value: string][] {
  return text(path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const separator = line.indexOf('=');
      return [line.slice(0, separator), line.slice(separator + 1)];
    });
}

function generated(generators: readonly Generator[], name: string): [name: string, value: string][] {
  const generator = generators.find((one) => one.name === name);
  if (generator === undefined) throw new Error(`kustomization.yaml generates no ${name}`);
  return generator.envs.flatMap(environmentOf);
}

function podOf(service: string): Deployment['spec']['template']['spec'] & { readonly container: Container } {
  const { spec } = (parse(text(`${service}/deployment.yaml`)) as Deployment).spec.template;
  const [container, ...others] = spec.containers;
  if (container === undefined || others.length > 0) throw new Error(`${service} must have one container`);
  return { ...spec, container };
}

/** What the container's environment is made of. */
function sourcesOf(service: string) {
  const { envFrom } = podOf(service).container;
  const open = envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []);
  const secret = envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []);
  return {
    open: open.flatMap((name) => generated(kustomization.configMapGenerator, name)),
    secret: secret.flatMap((name) => generated(kustomization.secretGenerator, name)),
  };
}

const namesOf = (entries: readonly (readonly [string, string])[]): string[] =>
  entries.map(([name]) => name).sort();

function declared(settings: ConfigDeclaration, isSecret: boolean): string[] {
  return Object.keys(settings)
    .filter((name) => (settings[name]?.info.secret === true) === isSecret)
    .sort();
}

/** Names of the settings that the service would report as wrong. */
function refusedNames(settings: ConfigDeclaration, environment: Readonly<Record<string, string>>): string[] {
  try {
    loadConfig(settings, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((line) => line.split(/[ :.]/)[0] ?? '');
    throw error;
  }
}

it('lists every manifest there is', () => {
  const kinds = ['deployment', 'pod-disruption-budget', 'service-account', 'service'];
  const expected = SERVICES.flatMap(([service]) => kinds.map((kind) => `${service}/${kind}.yaml`));
  expect(kustomization.resources).toEqual(expected);
});

describe.each(SERVICES)('%s on Kubernetes', (service, settings) => {
  it('finds in its ConfigMaps exactly the settings that it declares, each once', () => {
    expect(namesOf(sourcesOf(service).open)).toEqual(declared(settings, false));
  });

  it('finds in its Secrets exactly the secret settings that it declares, each once', () => {
    expect(namesOf(sourcesOf(service).secret)).toEqual(declared(settings, true));
  });

  it('is given nothing but placeholders as secrets, and valid values otherwise', () => {
    const { open, secret } = sourcesOf(service);
    expect(
      secret.map(([, value]) => value).filter((value) => value !== '' && value !== 'replace-me'),
    ).toEqual([]);
    const refused = refusedNames(settings, Object.fromEntries([...open, ...secret]));
    expect(refused.filter((name) => settings[name]?.info.secret !== true)).toEqual([]);
    if (secret.some(([, value]) => value === 'replace-me')) expect(refused).not.toEqual([]);
  });

  it('listens where probes, the Service and Prometheus look', () => {
    const { container } = podOf(service);
    const port = Number(settings['PORT']?.info.default);
    const { annotations } = (parse(text(`${service}/deployment.yaml`)) as Deployment).spec.template.metadata;
    expect(container.ports).toEqual([{ name: 'http', containerPort: port }]);
    expect(Object.fromEntries(sourcesOf(service).open)['PORT']).toBe(String(port));
    expect(annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(port),
      'prometheus.io/path': '/metrics',
    });
    expect(container.startupProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(container.livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
    expect(parse(text(`${service}/service.yaml`))).toMatchObject({
      spec: { ports: [{ targetPort: 'http' }] },
    });
  });

  it('has more time to stop than its own timeout allows', () => {
    const timeoutMs = parseDuration(Object.fromEntries(sourcesOf(service).open)['SHUTDOWN_TIMEOUT'] ?? '');
    // runService ends the process 5 s after its timeout; config-service waits 5 s before it is told to stop.
    const neededSeconds = (timeoutMs ?? Number.NaN) / 1000 + 5 + 5;
    expect(podOf(service).terminationGracePeriodSeconds).toBeGreaterThan(neededSeconds);
  });

  it('gives a call that has just begun the time to end before the pod is killed', () => {
    const defaultOf = (declaration: ConfigDeclaration, name: string): number =>
      Number(declaration[name]?.info.default);
    const drainMs = defaultOf(settings, 'SHUTDOWN_TIMEOUT');
    expect(drainMs).toBeGreaterThan(defaultOf(deliveryWorkerSettings, 'HTTP_TIMEOUT'));
    expect(podOf(service).terminationGracePeriodSeconds * 1000).toBeGreaterThan(drainMs);
  });

  it('runs without root, capabilities, a writable file system or a token of the cluster', () => {
    const { securityContext, automountServiceAccountToken, container } = podOf(service);
    expect(automountServiceAccountToken).toBe(false);
    expect(securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources.limits.memory).toMatch(/^\d+[MG]i$/);
  });

  it('comes as an image that runs as the same user and starts its own main file', () => {
    const dockerfile = readFileSync(new URL(`../../apps/${service}/Dockerfile`, import.meta.url), 'utf8');
    const port = String(settings['PORT']?.info.default);
    expect(podOf(service).container.image).toBe(`patchbay/${service}`);
    expect(dockerfile).toContain('USER 1000:1000');
    expect(dockerfile).toContain('STOPSIGNAL SIGTERM');
    // Kubernetes has probes; a second opinion would be another process every few seconds.
    expect(dockerfile).not.toContain('HEALTHCHECK');
    expect(dockerfile).toContain(`ARG VERSION=${version}\n`);
    expect(kustomization.images).toContainEqual({ name: `patchbay/${service}`, newTag: version });
    expect(dockerfile).toContain(`EXPOSE ${port}\n`);
    expect(dockerfile).toContain(`apps/${service}/dist/main.js"]`);
    for (const [other] of SERVICES)
      expect(dockerfile).toContain(`COPY apps/${other}/package.json apps/${other}/`);
  });
});
