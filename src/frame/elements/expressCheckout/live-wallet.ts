import type { ElementsSession } from '../../../contract/elements-session.js';
import type { JsonObject } from '../../../wire/index.js';
import type { Address, SheetState } from './wallet-session.js';

/** A wallet of live mode, which the browser opens. */
export interface LiveWallet {
  /** Returns how a browser is asked for it; nothing where the host has not been set up for it. */
  method(host: ElementsSession, state: SheetState): PaymentMethodData | undefined;
  /** Reads what its shopper pays with from a browser's response. */
  read(details: unknown): LiveMeans;
}

export interface LiveMeans {
  /** Own data of the payment method, for `payment_method_data[card]`. */
  data: JsonObject;
  /** Whose card it is, as far as the wallet says. */
  holder?: { name: string; address: Address };
}
