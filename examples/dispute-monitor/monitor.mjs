/**
 * Keeps track of an account's disputes: it lists those that there are, takes the events of a webhook, and asks for the events
 * that no webhook brought.
 */

const TYPES = ['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed'];
/** How far back events are asked for, in seconds: longer than a webhook endpoint is ever down. */
const LOOK_BACK = 24 * 3600;

/** @param {{ stripe: import('stripe').default, webhookSecret: string, onDispute(dispute: object): void }} options */
export function createMonitor({ stripe, webhookSecret, onDispute }) {
  const disputes = new Map();
  const handled = new Set();

  function take(dispute) {
    const before = disputes.get(dispute.id);
    disputes.set(dispute.id, dispute);
    if (before?.status !== dispute.status) onDispute(dispute);
  }

  // Events may come twice, late and out of order. How the dispute stands now, the API tells.
  async function handle({ id, data }) {
    if (handled.has(id)) return;
    take(await stripe.disputes.retrieve(data.object.id));
    handled.add(id);
  }

  return {
    /** The disputes that are known, newest first. */
    list: () => [...disputes.values()].sort((a, b) => b.created - a.created),

    /** Finds the disputes that there are. */
    async start() {
      for await (const dispute of stripe.disputes.list({ limit: 100 })) take(dispute);
    },

    /** Asks for what happened, as far as no webhook has told. */
    async catchUp() {
      const created = { gte: Math.floor(Date.now() / 1000) - LOOK_BACK };
      for await (const event of stripe.events.list({ types: TYPES, created, limit: 100 }))
        await handle(event);
    },

    /** Takes an event as it was posted. Gives whether its signature is the payment host's. */
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
