import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { makeBackup, restoreBackup } from '@patchbay/tools/backup';
import type { ApiClient } from '@patchbay/tools/services';
import { Installation } from '../support/scenarios/installation.ts';
import { Load } from '../support/scenarios/load.ts';
import { finding } from '../support/scenarios/scenario.ts';
import type { Finding, Scenario } from '../support/scenarios/scenario.ts';
import { DrillError } from './drill-error.ts';

const RATE = 50;
const SETTLE_MS = 60_000;
/** From a write of settings to all services that read them. */
const SPREAD_MS = 2000;
const CHANGED = 'project:3001';
const SECRET_HOLDER = 3002;

interface DriftCounts {
  readonly in_mongodb: number;
  readonly missing: { readonly count: number };
  readonly stale: { readonly count: number };
  readonly unexpected: { readonly count: number };
}

/** MongoDB is saved under load, changed afterwards, lost, and put back as it was saved. Events never stop. */
export const backup: Scenario = {
  id: 'backup',
  title: 'made, lost, restored',
  run: async ({ stack, seconds, say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'patchbay-backup-'));
    const secret = `drill-${randomBytes(12).toString('hex')}`;
    const installation = await Installation.start({ stack });
    const { ledger, services } = installation;
    try {
      await services.api.put(`project:${SECRET_HOLDER}`, 'webhook:a', {
        ...{ url: installation.urlOf(SECRET_HOLDER, 'a'), token: secret },
      });
      const load = Load.start(installation, RATE);
      await sleep((seconds * 1000) / 4);
      const saved = await makeBackup(installation.mongodbUri, folder);
      await changeSettings(installation);
      await services.configService.stop();
      await dropDatabase(installation.mongodbUri);
      const before = ledger.delivered;
      await sleep((seconds * 1000) / 2);
      const meanwhile = ledger.delivered - before;
      await restoreBackup(installation.mongodbUri, folder);
      services.configService.start();
      await services.configService.waitUntilReady();
      const drift = await republish(services.api);
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      say(
        `${documentsIn(saved)} documents saved, ${ledger.expected} deliveries, ${meanwhile} without any settings in MongoDB`,
      );
      return [
        finding('0 lost', lost === 0, lost),
        finding('0 duplicates', ledger.duplicates === 0, ledger.duplicates),
        finding('deliveries go on without MongoDB’s settings', meanwhile > 0, meanwhile),
        finding('no drift after the restoration', isEven(drift), JSON.stringify(drift)),
        finding('secrets are sealed in the backup', !(await contains(folder, secret)), 'found in clear'),
        ...(await restoredSettings(installation, secret)),
      ];
    } finally {
      await installation.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** One integration goes elsewhere, and one is new: neither is in the backup. */
async function changeSettings({ services: { api }, receiver }: Installation): Promise<void> {
  await api.put(CHANGED, 'webhook:a', { url: `${receiver.url}/elsewhere` });
  await api.put(CHANGED, 'webhook:late', { url: `${receiver.url}/late` });
  await sleep(SPREAD_MS);
}

async function dropDatabase(mongodbUri: string): Promise<void> {
  const connection = await mongoose.createConnection(mongodbUri).asPromise();
  try {
    await connection.dropDatabase();
  } finally {
    await connection.close();
  }
}

/** Publishes all settings again. @returns how the topic and MongoDB differ afterwards */
async function republish(api: ApiClient): Promise<DriftCounts> {
  const begun = await api.call('POST', '/api/v4/admin/settings/republish');
  if (begun.status >= 300) throw new DrillError(`republication was answered ${begun.status}`);
  const left = async (): Promise<number> => {
    const { body } = await api.call('GET', '/api/v4/admin/settings/publication');
    return (body as { readonly unpublished: number }).unpublished;
  };
  while ((await left()) > 0) await sleep(250);
  await sleep(SPREAD_MS);
  return (await api.call('GET', '/api/v4/admin/settings/drift')).body as DriftCounts;
}

/** What the running services, which saw the later settings, do now. */
async function restoredSettings(installation: Installation, secret: string): Promise<readonly Finding[]> {
  const { countByPath, requests } = installation.receiver.record;
  const countOf = (path: string): number => countByPath.get(path) ?? 0;
  const [elsewhere, late, restored] = [countOf('/elsewhere'), countOf('/late'), countOf('/3001-a')];
  await installation.publish(20);
  await installation.settle(SETTLE_MS);
  const tokens = requests
    .filter(({ path }) => path === `/${SECRET_HOLDER}-a`)
    .map(({ headers }) => headers['x-gitlab-token']);
  return [
    finding('settings of the backup are in force', countOf('/3001-a') > restored, 'nothing came to /3001-a'),
    finding(
      'later settings are not',
      elsewhere > 0 && countOf('/elsewhere') === elsewhere,
      countOf('/elsewhere') - elsewhere,
    ),
    finding('later integrations are gone', late > 0 && countOf('/late') === late, countOf('/late') - late),
    finding('secrets can be opened', tokens.at(-1) === secret, tokens.length),
  ];
}

function documentsIn(saved: Readonly<Record<string, number>>): number {
  return Object.values(saved).reduce((sum, count) => sum + count, 0);
}

function isEven({ in_mongodb: stored, missing, stale, unexpected }: DriftCounts): boolean {
  return stored > 0 && missing.count + stale.count + unexpected.count === 0;
}

async function contains(folder: string, text: string): Promise<boolean> {
  const files = await readdir(folder);
  const contents = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return contents.some((content) => content.includes(text));
}
