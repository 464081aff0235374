import { chooseProvider, hostsOf, namedByOthers, planRecovery, withoutPassword } from './resolution.ts';
import type { ComponentRecord, Provider } from './state-file.ts';

const aRecord = (provider: Provider): ComponentRecord => ({
  provider,
  address: '127.0.0.1:9092',
  origin: 'a test',
});

describe('the order in which a component is looked for', () => {
  it('uses what the environment names, even where Docker would do', () => {
    expect(chooseProvider({ fromEnvironment: '10.0.0.1:9092', isDockerUsable: true })).toBe('environment');
  });

  it('uses Docker where an engine answers', () => {
    expect(chooseProvider({ fromEnvironment: undefined, isDockerUsable: true })).toBe('docker');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(namedByOthers('', undefined)).toBeUndefined();
  });

  it('is not misled by a shell that exported the addresses of this very stack', () => {
    expect(namedByOthers('127.0.0.1:9092', aRecord('embedded'))).toBeUndefined();
    expect(namedByOthers('127.0.0.1:9092', aRecord('environment'))).toBe('127.0.0.1:9092');
    expect(namedByOthers('10.0.0.1:9092', aRecord('embedded'))).toBe('10.0.0.1:9092');
  });

  it('runs the server itself where no Docker engine answers', () => {
    expect(chooseProvider({ fromEnvironment: undefined, isDockerUsable: false })).toBe('embedded');
  });
});

describe('what becomes of a recorded component', () => {
  it('starts one that was never recorded', () => {
    expect(planRecovery(undefined, 'embedded', false)).toBe('start');
  });

  it('reuses a healthy one', () => {
    expect(planRecovery(aRecord('embedded'), 'embedded', true)).toBe('reuse');
  });

  it('ends one that does not answer before it starts another', () => {
    expect(planRecovery(aRecord('embedded'), 'embedded', false)).toBe('end, then start');
  });

  it('ends a healthy one where another way of providing it is wanted now', () => {
    expect(planRecovery(aRecord('docker'), 'embedded', true)).toBe('end, then start');
    expect(planRecovery(aRecord('embedded'), 'environment', true)).toBe('end, then start');
  });

  it('never ends what the environment named', () => {
    expect(planRecovery(aRecord('environment'), 'embedded', false)).toBe('start');
  });
});

describe('the hosts in an address', () => {
  it('reads a broker list', () => {
    expect(hostsOf('kafka', 'one:9092, two:9093')).toEqual([
      { host: 'one', port: 9092 },
      { host: 'two', port: 9093 },
    ]);
  });

  it('reads a MongoDB URI with credentials, several hosts and a host without a port', () => {
    expect(hostsOf('mongo', 'mongodb://user:p%40ss@one:27018,two/patchbay?replicaSet=rs0')).toEqual([
      { host: 'one', port: 27018 },
      { host: 'two', port: 27017 },
    ]);
  });

  it('reads IPv6 addresses', () => {
    expect(hostsOf('kafka', '[::1]:9092')).toEqual([{ host: '::1', port: 9092 }]);
  });

  it('knows no hosts of a URI that only DNS resolves', () => {
    expect(hostsOf('mongo', 'mongodb+srv://cluster.example.com/patchbay')).toEqual([]);
  });

  it.each(['', 'one', 'one:', 'one:0', 'one:70000', 'one:9092,', 'PLAINTEXT://one:9092'])(
    'refuses the broker list "%s"',
    (list) => {
      expect(hostsOf('kafka', list)).toBeUndefined();
    },
  );

  it.each(['localhost:27017', 'http://one:27017', 'mongodb:///patchbay'])(
    'refuses the MongoDB URI "%s"',
    (uri) => {
      expect(hostsOf('mongo', uri)).toBeUndefined();
    },
  );
});

it('shows a URI without its password', () => {
  expect(withoutPassword('mongodb://user:secret@one/patchbay')).toBe('mongodb://user:…@one/patchbay');
  expect(withoutPassword('127.0.0.1:9092')).toBe('127.0.0.1:9092');
});
