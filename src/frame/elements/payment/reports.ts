import type { ElementsSession } from '../../../contract/elements-session.js';
import type { ElementDetails, ElementState, JsonObject, Tell } from '../../../wire/index.js';

export type Reports = ReturnType<typeof createReports>;

/** Creates the reports to the page. Those of the form begin with `start`, and each says something new. */
export function createReports(tell: Tell) {
  let started = false;
  let lastState = '';
  let lastBrand = '';

  const event = (name: string, details: JsonObject = {}) => tell({ type: 'event', name, details });

  return {
    tell,
    event,
    start() {
      started = true;
    },
    state(state: ElementState & ElementDetails['payment']) {
      const written = JSON.stringify(state);
      if (!started || written === lastState) return;
      lastState = written;
      tell({ type: 'change', state });
    },
    methods(session: ElementsSession | undefined) {
      if (!started || !session) return;
      const available = session.payment_methods.map(({ type }) => [type, { available: true }]);
      event('availablepaymentmethodschange', { paymentMethods: Object.fromEntries(available) });
    },
    /** Tells which card is typed, as far as its first digits say. */
    brand(brand: string) {
      if (!started || brand === lastBrand || brand === 'error') return;
      lastBrand = brand;
      const details = brand && brand !== 'unknown' ? { brands: [brand], funding: null } : null;
      event('carddetailschange', { loading: false, ...(details && { details }) });
    },
  };
}
