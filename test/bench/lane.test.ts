import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLane } from '../../bench/network/lane.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** 8 Mbit/s are 1,000 bytes in a millisecond. */
const lane = () => createLane(50, 8);

describe('a lane', () => {
  test('delivers all bytes, in the order in which they were sent', () => {
    const { send } = lane();
    const sent = [randomBytes(10_000), randomBytes(1), randomBytes(5_000)];
    const got: Buffer[] = [];
    for (const bytes of sent) send(bytes, (packet) => got.push(packet));
    vi.runAllTimers();
    expect(Buffer.concat(got).equals(Buffer.concat(sent))).toBe(true);
  });

  test('delivers a byte not before it has come all the way, and then', () => {
    const arrived = vi.fn();
    lane().send(Buffer.alloc(1), arrived);
    vi.advanceTimersByTime(50);
    expect(arrived).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(arrived).toHaveBeenCalledOnce();
  });

  test('transmits no more than its bandwidth, whoever sends', () => {
    const { send } = lane();
    const arrivals: number[] = [];
    const start = performance.now();
    for (let sender = 0; sender < 2; sender++)
      send(Buffer.alloc(14_000), ({ length }) => arrivals.push(performance.now() - start, length));
    vi.runAllTimers();
    let bytes = 0;
    for (let at = 0; at < arrivals.length; at += 2) {
      bytes += arrivals[at + 1] ?? 0;
      expect(arrivals[at]).toBeGreaterThanOrEqual(50 + bytes / 1_000);
    }
    expect(arrivals.at(-2)).toBe(78);
  });

  test('is free again once nothing is sent', () => {
    const { send } = lane();
    send(Buffer.alloc(14_000), () => {});
    vi.advanceTimersByTime(1_000);
    const arrived = vi.fn();
    send(Buffer.alloc(1), arrived);
    vi.advanceTimersByTime(51);
    expect(arrived).toHaveBeenCalledOnce();
  });

  test('brings a mark after everything that was sent before it', () => {
    const { send, mark } = lane();
    const order: string[] = [];
    send(Buffer.alloc(3_000), () => order.push('packet'));
    mark(() => order.push('mark'));
    vi.runAllTimers();
    expect(order).toEqual(['packet', 'packet', 'packet', 'mark']);
  });
});
