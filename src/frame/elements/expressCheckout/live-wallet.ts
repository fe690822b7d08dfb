import type { ElementsSession } from '../../../contract/elements-session.js';
import type { JsonObject, WireError } from '../../../wire/index.js';
import type { ApiAccess } from '../../api/headers.js';
import type { Address, SheetState } from './wallet-session.js';

/** A wallet of live mode, which the browser opens. */
export interface LiveWallet {
  /** Returns how a browser is asked for it; nothing where the host has not been set up for it. */
  method(host: ElementsSession, state: SheetState): PaymentMethodData | undefined;
  /**
   * Returns the session that a wallet asks for before it opens.
   *
   * @throws Error with the reason why there is none.
   */
  startSession?(validationUrl: string, access: ApiAccess): Promise<JsonObject>;
  /** Reads what its shopper pays with from a browser's response. */
  read(details: unknown, access: ApiAccess): LiveMeans | Promise<LiveMeans | { error: WireError }>;
}

export interface LiveMeans {
  /** Own data of the payment method, for `payment_method_data[card]`. */
  data: JsonObject;
  /** Whose card it is, as far as the wallet says. */
  holder?: { name: string; address: Address };
}
