import type { Permissions } from '../../api-keys/index.js';

export interface Preset {
  name: string;
  title: string;
  permissions: Permissions;
}

/** Permissions that common services need, and no others. */
export const PRESETS: Preset[] = [
  {
    name: 'dispute-monitoring',
    title: 'Dispute monitoring: read disputes',
    permissions: { disputes: 'read', events: 'read' },
  },
  {
    name: 'reporting',
    title: 'Reporting: read payments and the balance',
    permissions: { balance: 'read', charges: 'read', payment_intents: 'read', refunds: 'read' },
  },
  {
    name: 'connected-reporting',
    title: 'Reporting for a platform: read the payments and balances of connected accounts too',
    permissions: {
      accounts: 'read',
      balance: 'read',
      charges: 'read',
      connect: 'read',
      payment_intents: 'read',
      refunds: 'read',
    },
  },
  {
    name: 'support',
    title: 'Support desk: look up customers and payments, and refund',
    permissions: {
      charges: 'read',
      customers: 'read',
      payment_intents: 'read',
      payment_methods: 'read',
      refunds: 'write',
    },
  },
  {
    name: 'webhooks',
    title: 'Deployment: set up webhook endpoints',
    permissions: { webhook_endpoints: 'write' },
  },
];
