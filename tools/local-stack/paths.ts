import { join, resolve } from 'node:path';

/** Where one stack keeps its things. Two stacks differ only in `dataDir`; downloads are shared. */
export interface StackPaths {
  dataDir: string;
  stateFile: string;
  lockFile: string;
  logs: string;
  kafkaData: string;
  kafkaProperties: string;
  mongoData: string;
  downloads: string;
}

const root = resolve(import.meta.dirname, '../..');
const workFolder = join(root, '.patchbay');

export const composeFile = join(root, 'compose.yaml');
export const kafkaSources = join(import.meta.dirname, 'kafka');
export const defaultDataDir = join(workFolder, 'stack');
export const testDataDir = join(workFolder, 'test-stack');

export function stackPaths(dataDir: string = defaultDataDir): StackPaths {
  const folder = resolve(dataDir);
  return {
    dataDir: folder,
    stateFile: join(folder, 'state.json'),
    lockFile: join(folder, 'launch.lock'),
    logs: join(folder, 'logs'),
    kafkaData: join(folder, 'kafka'),
    kafkaProperties: join(folder, 'kafka.properties'),
    mongoData: join(folder, 'mongo'),
    downloads: join(workFolder, 'downloads'),
  };
}
