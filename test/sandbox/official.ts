import Stripe from 'stripe';

/** The official server client, as a shop would use it, but for the address. */
export function officialClient(
  sandbox: { url: string; secretKey: string },
  key = sandbox.secretKey,
  config: Stripe.StripeConfig = {},
): Stripe {
  const { hostname, port } = new URL(sandbox.url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, ...config });
}

/** A client of a connected account of its own, which has nothing of what other tests create. */
export async function ownAccount(sandbox: { url: string; secretKey: string }): Promise<Stripe> {
  const created = await officialClient(sandbox).rawRequest('POST', '/v1/test_helpers/accounts');
  const { id } = created as unknown as Stripe.Account;
  return officialClient(sandbox, sandbox.secretKey, { stripeAccount: id });
}

/** The error that a call of the client ends with. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const result = await call.catch((error: unknown) => error);
  if (result instanceof Stripe.errors.StripeError) return result;
  throw new Error(`It was not refused, but gave ${JSON.stringify(result)}`);
}

/** Parameters of a card that is typed. */
export const typed = (
  number: string,
  more: object = {},
): Stripe.PaymentIntentCreateParams.PaymentMethodData =>
  ({
    type: 'card',
    card: { number, exp_month: 12, exp_year: 2034, cvc: '123' },
    ...more,
  }) as never;

/** All events of one object, by their types, in the order in which they happened. */
export async function eventsOf(stripe: Stripe, objectId: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type, data } of stripe.events.list({ limit: 100 })) {
    if ((data.object as { id?: string }).id === objectId) types.unshift(type);
  }
  return types;
}

/** A bank account of test mode that every payout reaches. */
export const BANK_ACCOUNT = {
  object: 'bank_account',
  country: 'US',
  currency: 'usd',
  routing_number: '110000000',
  account_number: ['000', '123456789'].join(''),
} as const;

/** Parameters of an account whose data is verified at once: it can be charged for and paid out as soon as it exists. */
export const VERIFIED: Stripe.AccountCreateParams = {
  type: 'custom',
  country: 'US',
  business_type: 'individual',
  business_profile: { mcc: '5734', url: 'https://accessible.stripe.com' },
  capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
  external_account: BANK_ACCOUNT,
  individual: {
    first_name: 'Jenny',
    last_name: 'Rosen',
    email: 'jenny@shop.example',
    phone: '0000000000',
    dob: { day: 1, month: 1, year: 1902 },
    address: { line1: 'address_full_match', city: 'San Francisco', state: 'CA', postal_code: '94111' },
    id_number: '222222222',
  },
  settings: { payments: { statement_descriptor: 'ROCKET RIDES' } },
  tos_acceptance: { date: 1_700_000_000, ip: '192.0.2.1' },
};

/** Creates a connected account that can be charged for and paid out at once. */
export const activeAccount = (
  stripe: Stripe,
  params: Stripe.AccountCreateParams = {},
): Promise<Stripe.Account> => stripe.accounts.create({ ...VERIFIED, ...params });

/** A new connected account that can be charged for and paid out at once, with a client for it. */
export async function connectedAccount(sandbox: {
  url: string;
  secretKey: string;
}): Promise<{ id: string; client: Stripe }> {
  const { id } = await activeAccount(officialClient(sandbox));
  return { id, client: officialClient(sandbox, sandbox.secretKey, { stripeAccount: id }) };
}
