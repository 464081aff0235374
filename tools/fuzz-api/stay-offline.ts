import net from 'node:net';

/**
 * Loaded into the delivery worker before all else: whatever it wants to reach outside of this machine refuses to be connected
 * to. Made-up settings hold addresses of products that exist, the examples of the document among them, and trying them out must
 * not reach anybody.
 */
type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
/** Nothing listens on the first of all ports. */
const NOBODY = { host: '127.0.0.1', port: 1 };
/** It takes its options in more ways than its type can say. */
const { connect } = net.Socket.prototype as unknown as { connect: Connect };

/** Clients come through `net.connect` or `tls.connect`, which hand options and callback over one by one or as a list. */
function connectHere(this: net.Socket, ...args: unknown[]): net.Socket {
  const [options, whenConnected] = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  const isOutside =
    typeof options === 'object' &&
    options !== null &&
    'host' in options &&
    typeof options.host === 'string' &&
    !LOOPBACK.has(options.host);
  return isOutside ? connect.call(this, { ...options, ...NOBODY }, whenConnected) : connect.apply(this, args);
}

net.Socket.prototype.connect = connectHere;
