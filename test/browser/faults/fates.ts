/** What can become of a request between a frame and its API. */
import { endToEnd, type Fate, isOf, type Trip } from './gateway.js';

/** No connection. */
export const refused: Fate = (trip) => trip.cut();

/** No answer, for ever. */
export const silence: Fate = () => {};

/** The request is carried out, and its answer gets lost. */
export const lost: Fate = async (trip) => {
  await trip.carryOut();
  trip.cut();
};

/** The request is carried out, and the connection breaks in the middle of the answer. */
export const cutShort: Fate = async (trip) => {
  await beginAnswer(trip);
  setTimeout(trip.cut, 5);
};

/** The request is carried out, and half of its answer comes. */
export const half: Fate = beginAnswer;

/** The request is carried out, and its answer never ends: a space now and then. */
export const drip: Fate = async ({ carryOut, response }) => {
  const { headers } = await carryOut();
  response.writeHead(200, endToEnd(headers));
  const drops = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drops));
};

/** An answer that is not the API's, in the place of it. */
export const instead =
  (status: number, body: string | Buffer = '', headers: Record<string, string> = {}): Fate =>
  ({ response }) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** An error of the API's own, in the place of its answer. */
export const failing = (status: number, type: string, headers: Record<string, string> = {}): Fate =>
  instead(status, JSON.stringify({ error: { type, message: 'Not now.' } }), headers);

/** The request is carried out, and this is said of it. */
export const carriedOutBut =
  (answer: Fate): Fate =>
  async (trip) => {
    await trip.carryOut();
    await answer(trip);
  };

export const late =
  (ms: number): Fate =>
  async (trip) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await trip.pass();
  };

/** The first requests meet these, one each, and the others pass. */
export function first(...fates: Fate[]): Fate {
  const left = [...fates];
  return (trip) => (left.shift() ?? pass)(trip);
}

export const pass: Fate = (trip) => trip.pass();

/** Those of matching requests meet this, and the others pass. */
export const only =
  (which: RegExp, fate: Fate): Fate =>
  (trip) =>
    (isOf(which, trip) ? fate : pass)(trip);

async function beginAnswer({ carryOut, response }: Trip): Promise<void> {
  const { status, headers, body } = await carryOut();
  response.writeHead(status, { ...endToEnd(headers), 'content-length': `${body.length}` });
  response.write(body.subarray(0, body.length / 2));
}

export interface Hold {
  fate: Fate;
  /** The request has been carried out, and its answer waits. */
  arrived: Promise<void>;
  /** Hands the answer on. */
  release(): void;
  /** Breaks the connection. */
  cut(): void;
}

/** Carries the first request out, and keeps its answer back until the test lets it go; the others pass. */
export function hold(): Hold {
  let arrive = () => {};
  let end = (_: 'release' | 'cut') => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const ended = new Promise<'release' | 'cut'>((resolve) => {
    end = resolve;
  });
  const fate: Fate = async (trip) => {
    const { status, headers, body } = await trip.carryOut();
    arrive();
    if ((await ended) === 'cut') return trip.cut();
    trip.response.writeHead(status, endToEnd(headers)).end(body);
  };
  return { fate: first(fate), arrived, release: () => end('release'), cut: () => end('cut') };
}
