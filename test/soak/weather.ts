/** What the network of a soak does to requests: now and then, something bad. */
import {
  carriedOutBut,
  cutShort,
  failing,
  instead,
  late,
  lost,
  pass,
  refused,
} from '../browser/faults/fates.js';
import type { Fate } from '../browser/faults/gateway.js';
import type { Random } from './random.js';

const KINDS = { late: 5, refused: 2, lost: 3, cutShort: 2, failed: 2, failedAfter: 2, limited: 1, html: 1 };
type Kind = keyof typeof KINDS;

/** How many requests of a hundred something happens to: of the API, and of the files of frames. */
const BAD_CALLS = 0.15;
const BAD_FILES = 0.01;

export interface Weather {
  fate: Fate;
  /** How often each thing has happened. */
  counts: Record<string, number>;
}

export function createWeather(random: Random): Weather {
  const counts: Record<string, number> = {};
  const html = instead(200, '<!doctype html><title>Wi-Fi</title>', { 'content-type': 'text/html' });
  const bad: Record<Kind, () => Fate> = {
    late: () => late(random.between(50, 1_500)),
    refused: () => refused,
    lost: () => lost,
    cutShort: () => cutShort,
    failed: () => failing(500, 'api_error'),
    failedAfter: () => carriedOutBut(failing(502, 'api_error')),
    limited: () => failing(429, 'rate_limit_error', { 'retry-after': '1' }),
    html: () => html,
  };
  return {
    counts,
    fate(trip) {
      const share = trip.path.startsWith('/v1/')
        ? BAD_CALLS
        : /^\/(frame|js)\//.test(trip.path)
          ? BAD_FILES
          : 0;
      if (!random.chance(share)) return pass(trip);
      const kind = random.pick(KINDS);
      counts[kind] = (counts[kind] ?? 0) + 1;
      return bad[kind]()(trip);
    },
  };
}
