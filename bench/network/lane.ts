/** Bytes of a packet, about as many as fit into one on the internet. */
const PACKET = 1_400;

/** One direction of a line, which all of its connections share. */
export interface Lane {
  /** Sends bytes in packets. `deliver` gets each packet after its transmission and the way to the other end. */
  send(bytes: Buffer, deliver: (packet: Buffer) => void): void;
  /** Calls `arrived` at the other end, once everything that was sent before has arrived there. */
  mark(arrived: () => void): void;
}

/**
 * Creates a lane on which bytes arrive complete and in the order in which they were sent.
 *
 * @param delay Time on the way, in ms.
 * @param bandwidth Megabits per second.
 */
export function createLane(delay: number, bandwidth: number): Lane {
  const bytesPerMs = (bandwidth * 1_000) / 8;
  const onTheWay: { due: number; arrive: () => void }[] = [];
  /** Time at which everything is transmitted that was sent until now. */
  let free = 0;

  function schedule(bytes: number, arrive: () => void) {
    free = Math.max(free, performance.now()) + bytes / bytesPerMs;
    if (onTheWay.push({ due: free + delay, arrive }) === 1) wait();
  }

  function wait() {
    const [next] = onTheWay;
    // Timers count whole milliseconds.
    if (next) setTimeout(arrivals, Math.ceil(next.due - performance.now()));
  }

  function arrivals() {
    const now = performance.now();
    const late = onTheWay.findIndex(({ due }) => due > now);
    for (const { arrive } of onTheWay.splice(0, late < 0 ? onTheWay.length : late)) arrive();
    wait();
  }

  return {
    send(bytes, deliver) {
      for (let at = 0; at < bytes.length; at += PACKET) {
        const packet = bytes.subarray(at, at + PACKET);
        schedule(packet.length, () => deliver(packet));
      }
    },
    mark: (arrived) => schedule(0, arrived),
  };
}
