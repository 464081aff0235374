import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnableRecord } from './embedded-server.ts';
import { mongoUri, replicaSet } from './mongo-replica-set.ts';
import { findMongod, type BinarySearch } from './mongod-binary.ts';
import type { StackPaths } from './paths.ts';
import { loopback } from './ports.ts';
import type { StackSecurity } from './stack-security.ts';

/** Finds or fetches a mongod and says how to run it on this stack's data. */
export async function prepareMongo(
  paths: StackPaths,
  port: number,
  { security, ...search }: BinarySearch & { security?: StackSecurity | undefined },
): Promise<RunnableRecord> {
  const { path, origin } = await findMongod(search);
  await mkdir(paths.mongoData, { recursive: true });
  return {
    provider: 'embedded',
    address: mongoUri(port),
    origin,
    port,
    launch: {
      command: path,
      args: [
        ...[
          '--dbpath',
          paths.mongoData,
          '--bind_ip',
          loopback,
          '--port',
          String(port),
          '--replSet',
          replicaSet,
        ],
        // By default a mongod takes half of the machine's memory, and 5 % of the disk for its oplog.
        ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256'],
        // A socket file would lie outside the data folder and outlive a crash.
        '--nounixsocket',
        ...(security === undefined ? [] : secured(security)),
      ],
      logFile: join(paths.logs, 'mongod.log'),
    },
  };
}

/** TLS is offered and not demanded, since whoever starts it asks in the clear whether it serves; a key file turns on authentication. */
function secured({ serverFile, certificateFile, keyFile }: StackSecurity): string[] {
  return [
    ...['--keyFile', keyFile, '--tlsMode', 'preferTLS', '--tlsCertificateKeyFile', serverFile],
    ...['--tlsCAFile', certificateFile, '--tlsAllowConnectionsWithoutCertificates'],
  ];
}
