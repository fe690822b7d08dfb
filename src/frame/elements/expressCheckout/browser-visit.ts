import type { ElementsSession } from '../../../contract/elements-session.js';
import type { ApiAccess } from '../../api/headers.js';
import { addressOf, detailsOf, optionsOf, recipientOf } from './browser-details.js';
import type { LiveWallet } from './live-wallet.js';
import type { Contact, WalletSession } from './wallet-session.js';

/** The event by which Safari asks for a session, which TypeScript's library lacks. */
interface MerchantValidation {
  validationURL: string;
  complete(session: Promise<object> | undefined): void;
}

/**
 * Leads a shopper through the wallet of their browser, until the visit ends. It opens in the same task, while the shopper's
 * click still counts.
 *
 * @throws Error where the browser does not open it.
 */
export async function visitByBrowser(
  session: WalletSession,
  wallet: LiveWallet,
  host: ElementsSession,
  access: ApiAccess,
): Promise<void> {
  const { state } = session;
  const method = wallet.method(host, state());
  if (!method) return;
  const payee = host.account.name ?? '';
  /** Where the page has agreed to ship to. */
  let agreed: Contact | undefined;
  let refused: Set<string> | 'all' = new Set();
  let response: PaymentResponse | undefined;

  const request = new PaymentRequest([method], detailsOf(state(), payee), optionsOf(state()));
  const shown = () => detailsOf(state(), payee, refused);

  request.onshippingaddresschange = (event) => event.updateWith(ship(request.shippingAddress).then(shown));
  request.onshippingoptionchange = (event) => event.updateWith(choose(request.shippingOption).then(shown));

  /** Asks the page whether it ships to an address. */
  async function ship(given: PaymentAddress | null): Promise<boolean> {
    const { countries } = state();
    const recipient = given && recipientOf(given);
    const mayShip = recipient && (!countries || countries.includes(recipient.address.country));
    const accepted = !!mayShip && (await session.chooseAddress(recipient));
    agreed = accepted ? recipient : undefined;
    refused = accepted ? new Set() : 'all';
    return accepted;
  }

  async function choose(id: string | null) {
    if (id === null || (await session.chooseRate(id)) || refused === 'all') return;
    refused.add(id);
  }

  /** Lets the page pay, and returns why it could not. */
  async function pay(given: PaymentResponse): Promise<PaymentValidationErrors> {
    const recipient = given.shippingAddress ? recipientOf(given.shippingAddress) : undefined;
    // The page has to agree to the address that is paid for, whatever the browser has asked about before.
    if (recipient && !(isSamePlace(recipient, agreed) || (await ship(given.shippingAddress)))) return {};
    const means = await wallet.read(given.details, access);
    if ('error' in means) return { error: means.error.message };
    const { data, holder } = means;
    const payer = payerOf(given, holder);
    return { error: await session.pay({ payer, data, secret: '', ...(recipient && { recipient }) }) };
  }

  session.onEnd((how) => {
    const end = response ? response.complete(how === 'paid' ? 'success' : 'fail') : request.abort();
    // Shoppers may have closed it in the same moment.
    end.catch(() => {});
  });

  /** Refuses where the wallet asks for a session before it opens, and there is none. */
  const withoutSession = new Promise<never>((_, refuse) => {
    const onmerchantvalidation = (event: MerchantValidation) => {
      const session = wallet.startSession?.(event.validationURL, access);
      session?.catch(refuse);
      event.complete(session);
    };
    Object.assign(request, { onmerchantvalidation });
  });

  async function serve() {
    response = await request.show();
    // The shopper tries again, until the page could be paid or they close the wallet, which is an error here.
    while (true) await response.retry(await pay(response));
  }

  try {
    await Promise.race([
      serve(),
      withoutSession,
      new Promise<void>((resolve) => session.onEnd(() => resolve())),
    ]);
  } catch (error) {
    session.end('canceled');
    if ((error as Error).name !== 'AbortError') throw error;
  }
}

const isSamePlace = ({ address }: Contact, other: Contact | undefined): boolean =>
  (['city', 'state', 'postal_code', 'country'] as const).every(
    (part) => address[part] === other?.address[part],
  );

/** Returns who pays. What the wallet says of its card's holder counts more than what the browser knows. */
const payerOf = (
  { payerName, payerEmail, payerPhone }: PaymentResponse,
  holder: { name: string; address: Contact['address'] } | undefined,
): Contact => ({
  name: holder?.name || payerName || '',
  email: payerEmail ?? '',
  phone: payerPhone ?? '',
  address: holder?.address ?? addressOf([], { city: '', state: '', postal_code: '', country: '' }),
});
