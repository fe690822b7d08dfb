import type { ElementsSession } from '../../../contract/elements-session.js';
import { isRecord, type JsonObject, own } from '../../../wire/index.js';

/** A wallet that can have a button. */
export interface Wallet {
  /** Its name in the options and in `availablePaymentMethods`. */
  option: WalletOption;
  /** Its name in events: `expressPaymentType`. */
  type: string;
  /** Its name as the brand writes it. */
  name: string;
  /** The type of payment method that it pays by. A wallet of cards needs an account that takes cards. */
  method: string;
}

export type WalletOption = 'applePay' | 'googlePay' | 'paypal' | 'amazonPay' | 'klarna';

/** All wallets, in the order in which their buttons are shown. */
export const WALLETS: Wallet[] = [
  { option: 'applePay', type: 'apple_pay', name: 'Apple Pay', method: 'card' },
  { option: 'googlePay', type: 'google_pay', name: 'Google Pay', method: 'card' },
  { option: 'paypal', type: 'paypal', name: 'PayPal', method: 'paypal' },
  { option: 'amazonPay', type: 'amazon_pay', name: 'Amazon Pay', method: 'amazon_pay' },
  { option: 'klarna', type: 'klarna', name: 'Klarna', method: 'klarna' },
];

/** Returns the wallets that the host's methods allow and the options do not hide, in the order that the options ask for. */
export function offeredWallets(
  { payment_methods }: ElementsSession,
  { paymentMethods, wallets, paymentMethodOrder }: JsonObject,
  canPay: (wallet: Wallet) => boolean,
): Wallet[] {
  const wishes = { ...asRecord(wallets), ...asRecord(paymentMethods) };
  const order = Array.isArray(paymentMethodOrder) ? paymentMethodOrder.map((name) => plain(`${name}`)) : [];
  const place = ({ option }: Wallet) => order.indexOf(plain(option)) + 1 || WALLETS.length + 1;
  return WALLETS.filter(
    (wallet) =>
      own(wishes, wallet.option) !== 'never' &&
      payment_methods.some(({ type }) => type === wallet.method) &&
      canPay(wallet),
  ).sort((one, other) => place(one) - place(other));
}

/** Returns `availablePaymentMethods` of the event `ready`: nothing where no button is shown. */
export const availability = (shown: Wallet[]): JsonObject | undefined =>
  shown.length
    ? {
        ...Object.fromEntries(WALLETS.map((wallet) => [wallet.option, shown.includes(wallet)])),
        // A wallet of Stripe's own, which no other host can have.
        link: false,
      }
    : undefined;

const asRecord = (given: unknown): JsonObject => (isRecord(given) ? (given as JsonObject) : {});

/** `googlePay`, `google_pay` and `googlepay` name the same wallet. */
const plain = (name: string) => name.replaceAll('_', '').toLowerCase();
