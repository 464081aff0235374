import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A loopback port at which nothing answers until it is opened; then it leads to another address. */
export class LateListener {
  readonly port: number;
  readonly #host: string;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  private constructor(port: number, target: string) {
    this.port = port;
    const separator = target.lastIndexOf(':');
    this.#host = target.slice(0, separator);
    this.#targetPort = Number(target.slice(separator + 1));
  }

  /** @param target `host:port` */
  static async for(target: string): Promise<LateListener> {
    return new LateListener(await freePort(), target);
  }

  get address(): string {
    return `127.0.0.1:${String(this.port)}`;
  }

  open(): Promise<void> {
    const server = createServer((client) => {
      const upstream = connect(this.#targetPort, this.#host);
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
        // A client that goes away is no matter of the tests.
        socket.on('error', () => socket.destroy());
      }
      client.pipe(upstream).pipe(client);
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  close(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
