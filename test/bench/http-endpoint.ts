import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

const ANSWER = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok',
);
const UNUSABLE = 'HTTP/1.1 411 Length Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';
const END_OF_HEAD = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length:[ \t]*(\d+)/i;

/**
 * As much of an HTTP server as a client needs that posts with a content length over kept connections. Node's own costs more
 * than the requests that are measured do. It reads each request to its end before it answers that all is well.
 */
export function createEndpoint(onRequest: () => void): Server {
  return createServer({ noDelay: true }, (socket) => {
    const connection = new Connection(socket, onRequest);
    socket.on('data', (chunk) => {
      connection.read(chunk);
    });
    // A client that ends, or is killed, is no failure of the endpoint's.
    socket.on('error', () => socket.destroy());
  });
}

class Connection {
  readonly #socket: Socket;
  readonly #onRequest: () => void;
  /** The part of a head that has come in. */
  #head: Buffer = Buffer.alloc(0);
  /** Bytes of the present body that are to come; a head is awaited at -1. */
  #missing = -1;

  constructor(socket: Socket, onRequest: () => void) {
    this.#socket = socket;
    this.#onRequest = onRequest;
  }

  read(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0;) {
      rest = this.#missing === -1 ? this.#readHead(rest) : this.#readBody(rest);
    }
  }

  #readHead(chunk: Buffer): Buffer {
    const bytes = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    const end = bytes.indexOf(END_OF_HEAD);
    if (end === -1) {
      this.#head = bytes;
      return bytes.subarray(bytes.length);
    }
    this.#head = Buffer.alloc(0);
    const length = CONTENT_LENGTH.exec(bytes.toString('latin1', 0, end))?.[1];
    if (length === undefined) {
      this.#socket.end(UNUSABLE);
      return bytes.subarray(bytes.length);
    }
    this.#missing = Number(length);
    return this.#readBody(bytes.subarray(end + END_OF_HEAD.length));
  }

  #readBody(chunk: Buffer): Buffer {
    const read = Math.min(this.#missing, chunk.length);
    this.#missing -= read;
    if (this.#missing > 0) return chunk.subarray(read);
    this.#missing = -1;
    this.#onRequest();
    this.#socket.write(ANSWER);
    return chunk.subarray(read);
  }
}
