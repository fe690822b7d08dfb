import type { Owner } from '../../kernel/resource.js';
import { transfers } from '../transfers/index.js';

const idOf = (value: unknown): string => (typeof value === 'string' ? value : (value as { id: string }).id);

/** The platform, where it reads an object of its connected account: fees and transfers are the platform's. */
const platform: Owner = ({ key }) => key.accountId;

/** Properties of shared payments that name an object of another account. */
export const owners: Readonly<Record<string, Owner>> = {
  'application_fee.charge': (_, { account }) => idOf(account),
  'charge.application_fee': platform,
  'charge.source_transfer': platform,
  'refund.source_transfer_reversal': platform,
  'transfer.destination_payment': (_, { destination }) => idOf(destination),
  'transfer_reversal.destination_payment_refund': async (call, { transfer }) =>
    (await transfers.find(call, idOf(transfer))).destinationId,
};
