import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLink, type Link } from '../../bench/network/link.js';

const RTT = 100;

let link: Link;
let server: Server;
let port: number;
/** Times of the clock at which bytes arrived at the server. */
let arrivals: number[];

// The clock moves only here, so that a slow machine can make nothing arrive too early.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  arrivals = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', () => arrivals.push(performance.now()));
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  link = createLink({ rtt: RTT, bandwidth: 1_000 });
  port = await link.leadTo((server.address() as AddressInfo).port);
});

afterEach(() => {
  link.close();
  server.close();
  vi.useRealTimers();
});

/** Lets time pass in steps of a millisecond until a promise settles. */
async function inTime<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  while (!settled) {
    vi.advanceTimersByTime(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return promise;
}

const open = () =>
  new Promise<Socket>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => resolve(socket));
    socket.on('error', reject);
  });

describe('a link', () => {
  test('brings all bytes to the server and back, and the end of both sides', async () => {
    const socket = await open();
    const sent = randomBytes(300_000);
    socket.end(sent);
    expect((await inTime(buffer(socket))).equals(sent)).toBe(true);
  });

  test('lets a connection wait for the round trip of its handshake, and each way for half of one', async () => {
    const start = performance.now();
    const socket = await open();
    socket.write('first');
    await inTime(new Promise((resolve) => socket.once('data', resolve)));
    expect(performance.now() - start).toBeGreaterThanOrEqual(2 * RTT);
    expect(arrivals[0]).toBeGreaterThanOrEqual(start + 1.5 * RTT);

    const later = performance.now();
    socket.write('second');
    await inTime(new Promise((resolve) => socket.once('data', resolve)));
    expect(performance.now() - later).toBeGreaterThanOrEqual(RTT);
    expect(performance.now() - later).toBeLessThan(2 * RTT);
    socket.destroy();
  });

  test('ends every connection when it hangs up', async () => {
    const socket = await open();
    const ended = new Promise((resolve) => socket.on('end', resolve));
    socket.write('first');
    await inTime(new Promise((resolve) => socket.once('data', resolve)));
    socket.resume();
    link.hangUp();
    await ended;
    expect(socket.readableEnded).toBe(true);
    socket.destroy();
  });
});
