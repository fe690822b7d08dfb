import type { ElementsSession } from '../../../contract/elements-session.js';
import type { ApiAccess } from '../../api/headers.js';
import { applePay } from './apple-pay.js';
import { detailsOf } from './browser-details.js';
import { visitByBrowser } from './browser-visit.js';
import { googlePay } from './google-pay.js';
import type { LiveWallet } from './live-wallet.js';
import { readRequest } from './request.js';
import type { WalletSession } from './wallet-session.js';

/** The wallets of live mode by their types. A new one is a line here. */
const LIVE_WALLETS: Record<string, LiveWallet> = { apple_pay: applePay, google_pay: googlePay };

/** Longest time that a browser may take to say whether it has a wallet, in ms: the page waits for its buttons. */
const PATIENCE_MS = 3_000;

/** Returns the types of the wallets that the host has been set up for, and that this browser can open here. */
export async function findPayable(host: ElementsSession): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(LIVE_WALLETS).map(async ([type, wallet]) => ((await canOpen(wallet, host)) ? type : [])),
  );
  return found.flat();
}

async function canOpen(wallet: LiveWallet, host: ElementsSession): Promise<boolean> {
  const state = {
    ...readRequest({}),
    amount: host.amount ?? 0,
    currency: host.currency ?? 'usd',
    rate: undefined,
  };
  const method = wallet.method(host, state);
  if (!method) return false;
  const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS));
  try {
    const request = new PaymentRequest([method], detailsOf(state, ''));
    return await Promise.race([request.canMakePayment(), tooLate]);
  } catch {
    // The browser has no such API, or a policy forbids it.
    return false;
  }
}

/**
 * Leads a shopper through a wallet, until the visit ends.
 *
 * @throws Error where the browser does not open it.
 */
export const visitLive = (session: WalletSession, host: ElementsSession, access: ApiAccess): Promise<void> =>
  visitByBrowser(session, LIVE_WALLETS[session.wallet.type] as LiveWallet, host, access);
