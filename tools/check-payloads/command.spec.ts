import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  SAMPLES,
  TRIGGERS,
  defineIntegration,
  field,
  json,
  post,
  skip,
} from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  RequestPlan,
  RequestSpec,
  ResponseView,
  Trigger,
} from '@patchbay/integration-contracts';
import { runCheckPayloads } from './command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-payloads-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function integration(
  requests: () => RequestPlan,
  supported: readonly Trigger[] = TRIGGERS,
): IntegrationDefinition {
  return defineIntegration({
    name: 'probe',
    title: 'Probe',
    summary: 'Shows what a definition was given.',
    category: 'common',
    fields: { url: field.url({ required: true, example: 'https://probe.example.com/' }) },
    events: { supported },
    requests,
  });
}

async function run(args: readonly string[], ...catalogue: readonly IntegrationDefinition[]) {
  const lines: string[] = [];
  const push = (line: string) => lines.push(line);
  const exitCode = await runCheckPayloads(args, { catalogue, print: push, printError: push });
  return { exitCode, output: lines.join('\n') };
}

async function save(name: string, payload: unknown): Promise<void> {
  await writeFile(join(folder, name), typeof payload === 'string' ? payload : JSON.stringify(payload));
}

const sendOne = () => post('https://probe.example.com/', json({}));

describe('check-payloads', () => {
  it('counts triggers and requests over all folders below', async () => {
    await mkdir(join(folder, 'deep', 'er'), { recursive: true });
    await save('push.json', SAMPLES.push);
    await save(join('deep', 'er', 'issue.JSON'), SAMPLES.issue);
    await save('notes.txt', 'not a payload');
    const { exitCode, output } = await run([folder], integration(sendOne));
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^2 payloads/);
    expect(output).toMatch(/^ {2}issue +1$/m);
    expect(output).toMatch(/further triggers.*\n {2}commit +1$/m);
    expect(output).toMatch(/^ {2}probe +3 requests, 0 events skipped, 0 failed$/m);
  });

  it('asks an integration only about triggers that it supports, and counts what it skips', async () => {
    await save('push.json', SAMPLES.push);
    await save('issue.json', SAMPLES.issue);
    const { output } = await run(
      [folder],
      integration(() => skip('not today'), ['push']),
    );
    expect(output).toMatch(/probe +0 requests, 1 events skipped, 0 failed/);
  });

  it('lists what it can neither classify nor read, without failing', async () => {
    await save('odd.json', { object_kind: 'comet' });
    await save('broken.json', '{"object_kind":');
    await save('empty.json', '');
    const { exitCode, output } = await run([folder], integration(sendOne));
    expect(exitCode).toBe(0);
    expect(output).toMatch(/not classified: 1\n {2}odd\.json: object_kind "comet"/);
    expect(output).toMatch(
      /unreadable: 2\n {2}broken\.json: not valid JSON: .* line 1, column 16.*\n {2}empty\.json: /,
    );
  });

  it.each([
    [
      'throws',
      () => {
        throw new RangeError('no such colour');
      },
      'RangeError: no such colour',
    ],
    ['has no address', () => post('nowhere', json({})), 'no valid URL'],
    [
      'has a broken header',
      () => post('https://a.example.com', json({}), { headers: { x: 'a\nb' } }),
      'TypeError',
    ],
    [
      'never ends',
      function* () {
        for (;;) yield sendOne();
      },
      'more than 20 requests',
    ],
  ] as [string, () => RequestPlan, string][])(
    'fails and names file and integration when one %s',
    async (_case, requests, part) => {
      await save('pipeline.json', SAMPLES.pipeline);
      const { exitCode, output } = await run([folder], integration(requests));
      expect(exitCode).toBe(1);
      expect(output).toMatch(/failed: 1\n {2}pipeline\.json: probe \(pipeline\): /);
      expect(output).toContain(part);
    },
  );

  it('drives a generator to its end', async () => {
    await save('pipeline.json', SAMPLES.pipeline);
    const plan = function* (): Generator<RequestSpec, undefined, ResponseView> {
      const { status } = yield sendOne();
      if (status === 200) yield sendOne();
      return undefined;
    };
    expect((await run([folder], integration(plan))).output).toMatch(/probe +2 requests/);
  });

  it('names an integration whose own examples are refused', async () => {
    await save('push.json', SAMPLES.push);
    const fields = { url: field.url({ required: true, example: 'nowhere' }) };
    const { exitCode, output } = await run([folder], { ...integration(sendOne), fields });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/probe: its example settings: AppError: .*valid URL/);
  });

  it.each([
    ['no folder', () => [], 'is missing'],
    ['an unknown folder', () => [join(folder, 'nowhere')], 'does not exist'],
    ['a folder without payloads', () => [folder], 'no *.json file'],
    ['a file', () => [join(folder, 'a.txt')], 'is a file'],
    ['two folders', () => [folder, folder], 'one folder, found 2'],
    ['an unknown option', () => [folder, '--deep'], '--deep'],
  ] as [string, () => string[], string][])(
    'tells how to call it when given %s',
    async (_case, args, part) => {
      await save('a.txt', '');
      const { exitCode, output } = await run(args());
      expect(exitCode).toBe(2);
      expect(output).toContain(part);
      expect(output).toContain('usage: npm run check-payloads -- DIR');
    },
  );
});
