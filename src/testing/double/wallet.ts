import { createWalletForm } from '../../frame/elements/expressCheckout/sheet/form.js';
import type { End, WalletSession } from '../../frame/elements/expressCheckout/wallet-session.js';
import type { CallOutcome } from '../../page/link/frame-link.js';

/** Shows the simulated wallet in the page, until the visit to it ends. */
export async function visitWallet(visit: WalletSession | undefined): Promise<CallOutcome> {
  if (!visit) return { value: { end: 'canceled' } };
  const over = new Promise<End>((resolve) => visit.onEnd(resolve));
  const { node, start } = createWalletForm(visit);
  document.body.append(node);
  void start();
  const end = await over;
  node.remove();
  return { value: { end } };
}
