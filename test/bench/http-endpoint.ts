import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

const ANSWER = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok',
);
const UNUSABLE = 'HTTP/1.1 411 Length Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';
const END_OF_HEAD = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length:[ \t]*(\d+)/i;

export interface EndpointOptions {
  /** Called with the request's line and headers once its body is in. */
  readonly onRequest: (head: string) => void;
  /** Milliseconds until the answer; Infinity for none at all. */
  readonly answerAfterMs: () => number;
}

/**
 * As much of an HTTP server as a client needs that posts with a content length over kept connections. Node's own costs more
 * than the requests that are measured do. It reads each request to its end before it answers that all is well.
 */
export function createEndpoint(options: EndpointOptions): Server {
  return createServer({ noDelay: true }, (socket) => {
    const connection = new Connection(socket, options);
    socket.on('data', (chunk) => {
      connection.read(chunk);
    });
    // A client that ends, or is killed, is no failure of the endpoint's.
    socket.on('error', () => socket.destroy());
  });
}

class Connection {
  readonly #socket: Socket;
  readonly #options: EndpointOptions;
  /** The part of a head that has come in. */
  #head: Buffer = Buffer.alloc(0);
  #headText = '';
  /** Bytes of the present body that are to come; a head is awaited at -1. */
  #missing = -1;

  constructor(socket: Socket, options: EndpointOptions) {
    this.#socket = socket;
    this.#options = options;
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
    this.#headText = bytes.toString('latin1', 0, end);
    const length = CONTENT_LENGTH.exec(this.#headText)?.[1];
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
    this.#options.onRequest(this.#headText);
    this.#answer(this.#options.answerAfterMs());
    return chunk.subarray(read);
  }

  #answer(afterMs: number): void {
    if (afterMs === 0) this.#socket.write(ANSWER);
    else if (Number.isFinite(afterMs))
      setTimeout(() => this.#socket.writable && this.#socket.write(ANSWER), afterMs);
  }
}
