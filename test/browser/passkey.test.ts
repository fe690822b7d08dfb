/** Secure Payment Confirmation in the 3-D Secure dialog: a passkey that agrees to one payment. */
import type { TestContext } from 'vitest';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bankIn } from './bank.js';
import { type Checkout, type Checkouts, cards, startCheckouts } from './checkout.js';
import { newIntent } from './payment-form.js';
import { press } from './press.js';

let shop: Checkouts;

beforeAll(async () => {
  // Chromium has it everywhere but on Linux, where no device of its own holds passkeys; the test brings one.
  shop = await startCheckouts({
    https: true,
    browser: { args: ['--enable-features=SecurePaymentConfirmationBrowser'] },
  });
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

/** Opens a checkout on a device that can hold passkeys. Skips the test in a browser that cannot confirm payments by one. */
async function openOnDevice(context: TestContext): Promise<Checkout> {
  const checkout = await shop.open();
  const session = await checkout.page.context().newCDPSession(checkout.page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const found = await checkout.page.evaluate(async () => {
    const ask = (PaymentRequest as { securePaymentConfirmationAvailability?: () => Promise<string> })
      .securePaymentConfirmationAvailability;
    return ask ? ask.call(PaymentRequest).catch(({ message }: Error) => message) : 'no such function';
  });
  if (found !== 'available') context.skip(`This browser has no Secure Payment Confirmation: ${found}.`);
  // Stands for the person who agrees in the browser's dialog. A browser without one, such as a headless shell, has no such mode.
  await session
    .send('Page.setSPCTransactionMode', { mode: 'autoAccept' })
    .catch(({ message }: Error) => context.skip(`This browser shows no dialog for it: ${message}`));
  return checkout;
}

/** Begins a payment with a card that asks its holder. */
async function begin({ page }: Checkout, amount: number) {
  const secret = await newIntent(shop, { amount, currency: 'usd', payment_method_types: ['card'] });
  const outcome = page.evaluate(
    async (clientSecret) =>
      JSON.parse(
        JSON.stringify(
          await window.payframe.confirmCardPayment(clientSecret, { payment_method: { card: window.card } }),
        ),
      ),
    secret,
  );
  return { outcome };
}

test('a passkey that was saved in the dialog confirms the next payment, which the browser shows', async (context) => {
  const checkout = await openOnDevice(context);
  await checkout.typeCard(cards.threeDSecure);
  const first = await begin(checkout, 500);
  await press(bankIn(checkout.page).getByRole('button', { name: 'save a passkey' }));
  expect(await first.outcome).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  const second = await begin(checkout, 1099);
  await press(bankIn(checkout.page).getByRole('button', { name: 'Confirm with a passkey' }));
  expect(await second.outcome).toMatchObject({ paymentIntent: { status: 'succeeded', amount: 1099 } });
});

test('a browser that cannot confirm payments shows only the bank’s buttons', async () => {
  const checkout = await shop.open({
    before: () => Object.defineProperty(window, 'PaymentRequest', { value: undefined }),
  });
  await checkout.typeCard(cards.threeDSecure);
  const { outcome } = await begin(checkout, 500);
  const bank = bankIn(checkout.page);
  await bank.getByRole('button', { name: 'Fail authentication' }).waitFor();
  expect(await bank.getByRole('button', { name: 'passkey' }).count()).toBe(0);
  await press(bank.getByRole('button', { name: 'Complete authentication' }));
  expect(await outcome).toMatchObject({ paymentIntent: { status: 'succeeded' } });
});
