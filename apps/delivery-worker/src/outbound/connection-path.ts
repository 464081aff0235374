import { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** How a connection came about. */
export interface Opening {
  /** Milliseconds; what was not reached is absent. */
  readonly phases: { dnsMs?: number; connectMs?: number; tlsMs?: number };
  /** The address that was dialled. */
  address?: string;
  /** Whether a request went over it already. */
  isUsed: boolean;
}

/** undici's connectors return the socket at once, though their type does not say so. */
type Connect = (...given: Parameters<buildConnector.connector>) => unknown;

/**
 * The connection that a client of undici's has at the moment. It is measured where it is opened, so that requests over one that is
 * kept pay nothing for it.
 */
export class ConnectionPath {
  opening: Opening = { phases: {}, isUsed: false };

  /** The same connector, with every connection that it opens measured. */
  measuring(connect: Connect): buildConnector.connector {
    return (options, callback) => {
      const opening: Opening = { phases: {}, isUsed: false };
      this.opening = opening;
      const begin = performance.now();
      const socket = connect(options, callback);
      if (socket instanceof Socket) watch(socket, opening, begin);
    };
  }
}

function watch(socket: Socket, opening: Opening, begin: number): void {
  let phase = begin;
  const ended = (): number => {
    const now = performance.now();
    const ms = tenths(now - phase);
    phase = now;
    return ms;
  };
  const { phases } = opening;
  socket.once('lookup', () => {
    phases.dnsMs = ended();
  });
  socket.on('connectionAttempt', (address: string) => {
    // An address is not looked up.
    phases.dnsMs ??= 0;
    opening.address = address;
  });
  socket.once('connect', () => {
    phases.connectMs = ended();
    if (socket.remoteAddress !== undefined) opening.address = socket.remoteAddress;
  });
  socket.once('secureConnect', () => {
    phases.tlsMs = ended();
  });
}

export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
