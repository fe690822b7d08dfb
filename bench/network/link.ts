import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createLane, type Lane } from './lane.js';

export interface Line {
  /** Round-trip time, in ms. */
  rtt: number;
  /** Megabits per second, in each direction. */
  bandwidth: number;
}

/** A person's line to the internet, emulated on loopback. */
export interface Link {
  /** Leads to a port of this machine, and returns the port at this end of the line. */
  leadTo(port: number): Promise<number>;
  /** Ends all connections, as the time between two visits does. */
  hangUp(): void;
  close(): void;
}

/**
 * Creates a link. A connection costs a round trip before its first byte, as TCP's handshake does, and then each byte takes half
 * a round trip, and its share of the bandwidth, which all connections share. There is no slow start and no loss: what is
 * measured fits into a connection's first ten packets.
 */
export function createLink({ rtt, bandwidth }: Line): Link {
  const up = createLane(rtt / 2, bandwidth);
  const down = createLane(rtt / 2, bandwidth);
  const servers: Server[] = [];
  const sockets = new Set<Socket>();

  function keep(socket: Socket) {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
  }

  function join(near: Socket, port: number) {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [near, far]) keep(socket);
    pass(near, up, far);
    pass(far, down, near);
    // The system has accepted the connection already; what the client sends waits for the handshake's round trip.
    setTimeout(() => near.resume(), rtt);
  }

  function hangUp() {
    for (const socket of sockets) socket.destroy();
  }

  return {
    async leadTo(port) {
      const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => join(near, port));
      servers.push(server);
      await new Promise<void>((resolve, reject) =>
        server.once('error', reject).listen(0, '127.0.0.1', resolve),
      );
      return (server.address() as AddressInfo).port;
    },
    hangUp,
    close() {
      for (const server of servers) server.close();
      hangUp();
    },
  };
}

/** Passes on what one socket brings to the other, its end and its failure too. */
function pass(from: Socket, lane: Lane, to: Socket): void {
  from.on('data', (bytes) => lane.send(bytes, (packet) => to.writable && to.write(packet)));
  from.on('end', () => lane.mark(() => to.end()));
  from.on('error', () => lane.mark(() => to.destroy()));
}
