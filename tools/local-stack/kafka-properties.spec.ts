import { kafkaProperties } from './kafka-properties.ts';

describe("the broker's settings", () => {
  const lines = kafkaProperties({ broker: 20_001, controller: 20_002, internal: 20_003 }, '/data/kafka')
    .trimEnd()
    .split('\n');

  it('listen on loopback only, and tell clients so', () => {
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002');
    expect(lines).toContain('advertised.listeners=PLAINTEXT://127.0.0.1:20001');
  });

  it('keep the data in the folder of the stack', () => {
    expect(lines).toContain('log.dirs=/data/kafka');
  });

  it('let the services, not the broker, create topics', () => {
    expect(lines).toContain('auto.create.topics.enable=false');
  });
});
