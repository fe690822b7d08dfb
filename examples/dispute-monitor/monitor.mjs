/**
 * Keeps track of an account's disputes: it lists the existing ones, takes the events of a webhook, and asks
 * for events that no webhook delivered.
 */

const TYPES = ['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed'];
/**
 * Time in the past from which events are asked for, in seconds. It is longer than a webhook endpoint is ever
 * down.
 */
const LOOK_BACK = 24 * 3600;

/**
 * Creates a monitor of disputes.
 *
 * @param {{ stripe: import('stripe').default, webhookSecret: string, onDispute(dispute: object): void }}
 * options
 */
export function createMonitor({ stripe, webhookSecret, onDispute }) {
  const disputes = new Map();
  const handled = new Set();

  function take(dispute) {
    const before = disputes.get(dispute.id);
    disputes.set(dispute.id, dispute);
    if (before?.status !== dispute.status) onDispute(dispute);
  }

  // Events may come twice, late and out of order. So the dispute's current state is read from the API.
  async function handle({ id, data }) {
    if (handled.has(id)) return;
    take(await stripe.disputes.retrieve(data.object.id));
    handled.add(id);
  }

  return {
    /** Returns the known disputes, newest first. */
    list: () => [...disputes.values()].sort((a, b) => b.created - a.created),

    /** Finds the existing disputes. */
    async start() {
      for await (const dispute of stripe.disputes.list({ limit: 100 })) take(dispute);
    },

    /** Asks for events that no webhook has delivered. */
    async catchUp() {
      const created = { gte: Math.floor(Date.now() / 1000) - LOOK_BACK };
      for await (const event of stripe.events.list({ types: TYPES, created, limit: 100 }))
        await handle(event);
    },

    /** Takes an event as it was posted. Returns whether its signature is the payment host's. */
    async webhook(body, signature) {
      let event;
      try {
        event = stripe.webhooks.constructEvent(body, signature ?? '', webhookSecret);
      } catch {
        return false;
      }
      if (TYPES.includes(event.type)) await handle(event);
      return true;
    },
  };
}
