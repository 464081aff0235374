import { connect } from 'node:net';

const apiKeyMetadata = 3;
// The oldest version whose layout is plain and that current brokers still answer.
const apiVersion = 5;
const timeoutMs = 2_000;

/**
 * Whether a broker serves clients. An open port does not say so: it opens seconds before the broker is let into
 * its cluster, so the metadata is asked for, which lists no broker until then.
 */
export function isKafkaReady(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => {
      settle(false);
    });
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const brokers = brokerCount(received);
      if (brokers !== undefined) settle(brokers > 0);
    });
    socket.once('error', () => {
      settle(false);
    });
    socket.once('close', () => {
      settle(false);
    });
  });
}

function metadataRequest(): Buffer {
  const body = Buffer.alloc(15);
  body.writeInt16BE(apiKeyMetadata, 0);
  body.writeInt16BE(apiVersion, 2);
  body.writeInt32BE(1, 4); // correlation id
  body.writeInt16BE(-1, 8); // no client id
  body.writeInt32BE(0, 10); // no topics
  body.writeInt8(0, 14); // create none
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length, 0);
  return Buffer.concat([size, body]);
}

/** Behind size, correlation id and throttle time; undefined until so much has arrived. */
function brokerCount(response: Buffer): number | undefined {
  return response.length < 16 ? undefined : response.readInt32BE(12);
}
