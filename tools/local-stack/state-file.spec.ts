import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readState,
  removeState,
  updateComponent,
  writeState,
  type ComponentRecord,
  type StackState,
} from './state-file.ts';

const kafka: ComponentRecord = {
  provider: 'embedded',
  address: '127.0.0.1:9092',
  origin: 'a test',
  port: 9092,
};
const mongo: ComponentRecord = { ...kafka, address: 'mongodb://127.0.0.1:27017/patchbay', port: 27_017 };
const empty: StackState = { format: 1, owner: { pid: 1, birth: 'boot/1' }, components: {} };

describe('the state file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stack-state-'));
    file = join(folder, 'data', 'state.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is nothing where no stack was started', () => {
    expect(readState(file)).toBeUndefined();
  });

  it('gives back what was written, readable by its owner only', () => {
    writeState(file, { ...empty, components: { kafka } });
    expect(readState(file)).toEqual({ ...empty, components: { kafka } });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, 'data'))).toEqual(['state.json']);
  });

  it('takes one component without touching the other', () => {
    writeState(file, { ...empty, components: { kafka } });
    updateComponent(file, 'mongo', () => mongo);
    expect(readState(file)).toEqual({ ...empty, components: { kafka, mongo } });
  });

  it('takes no component into a stack that is stopped or being stopped', () => {
    expect(() => {
      updateComponent(file, 'mongo', () => mongo);
    }).toThrow('was stopped meanwhile');
    writeState(file, { ...empty, isClosing: true });
    expect(() => {
      updateComponent(file, 'mongo', () => mongo);
    }).toThrow('was stopped meanwhile');
  });

  it.each(['{"format":1,"comp', '[]', 'null', '{"format":2,"components":{}}'])(
    'refuses to guess at %s',
    (text) => {
      writeState(file, empty);
      writeFileSync(file, text);
      expect(() => readState(file)).toThrow(/state\.json cannot be read.*delete it and start again/);
    },
  );

  it('can be removed twice', () => {
    writeState(file, empty);
    removeState(file);
    removeState(file);
    expect(readState(file)).toBeUndefined();
  });
});
