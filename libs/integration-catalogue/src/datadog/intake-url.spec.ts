import fc from 'fast-check';
import { validateSettings } from '@patchbay/integration-contracts';
import { datadog } from '../datadog.integration.ts';
import { intakeUrl } from './intake-url.ts';

const BARE = {
  datadog_site: 'datadoghq.com',
  api_url: undefined,
  api_key: 'k3y',
  datadog_env: undefined,
  datadog_service: undefined,
  datadog_tags: undefined,
};

describe("Datadog's address", () => {
  it('follows from the site, and holds only what is set', () => {
    expect(intakeUrl(BARE)).toBe('https://webhook-intake.datadoghq.com/api/v2/webhook?dd-api-key=k3y');
  });

  it('has its parameters in alphabetical order', () => {
    const settings = { ...BARE, datadog_env: 'ci', datadog_service: 'my app', datadog_tags: 'a:b' };
    expect(intakeUrl(settings)).toBe(
      'https://webhook-intake.datadoghq.com/api/v2/webhook?dd-api-key=k3y&env=ci&service=my+app&tags=a%3Ab',
    );
  });

  it('drops the app. that people copy along with the site', () => {
    expect(intakeUrl({ ...BARE, datadog_site: 'app.datadoghq.eu:8443' })).toContain(
      'https://webhook-intake.datadoghq.eu:8443/api/v2/webhook?',
    );
  });

  it('replaces the query of an address of its own', () => {
    expect(intakeUrl({ ...BARE, api_url: 'https://proxy.example.com/intake?key=old#x' })).toBe(
      'https://proxy.example.com/intake?dd-api-key=k3y',
    );
  });

  it('makes a list of the lines of tags, quoting those with commas', () => {
    const url = new URL(intakeUrl({ ...BARE, datadog_tags: '  team:a \r\n\n sites:north, south\n' }));
    expect(url.searchParams.get('tags')).toBe('team:a,"sites:north, south"');
  });

  it('stays one address with one key, whatever the free texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (env, tags) => {
        const url = new URL(intakeUrl({ ...BARE, datadog_env: env, datadog_tags: tags }));
        expect(url.host).toBe('webhook-intake.datadoghq.com');
        expect(url.searchParams.getAll('dd-api-key')).toEqual(['k3y']);
        expect(url.searchParams.get('env')).toBe(env.toWellFormed());
      }),
    );
  });
});

describe("Datadog's settings", () => {
  const problemsOf = (values: Record<string, unknown>) => () =>
    validateSettings(datadog, { api_key: 'k3y', ...values });

  it.each(['a:b', 'a:b\n\n  c-d: e,f ', '\n a:1', 'a::b'])('accept the tags %j', (datadog_tags) => {
    expect(problemsOf({ datadog_tags })).not.toThrow();
  });

  it.each(['a', 'a:', 'a:b\nc', ':b', 'a b:c'])('refuse the tags %j', (datadog_tags) => {
    expect(problemsOf({ datadog_tags })).toThrow(/datadog_tags must have one key:value in each line/);
  });

  it('judge long tags at once', () => {
    const long = `${'a:b \r '.repeat(500)}\n`.repeat(2).slice(0, 8000);
    const started = performance.now();
    expect(problemsOf({ datadog_tags: `${long}\nx` })).toThrow(/datadog_tags/);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('need CI Visibility for job logs', () => {
    expect(problemsOf({ archive_trace_events: true })).toThrow(/archive_trace_events needs CI Visibility/);
    expect(problemsOf({ archive_trace_events: true, datadog_ci_visibility: true })).not.toThrow();
  });

  it.each(['https://datadoghq.com', 'datadoghq', 'data dog.com'])('refuse the site %j', (datadog_site) => {
    expect(problemsOf({ datadog_site })).toThrow(/datadog_site must be a host name/);
  });
});
