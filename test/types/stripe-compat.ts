/**
 * Holds our public types against those of `@stripe/stripe-js`: what a user of Stripe.js wrote must compile with ours.
 * `npx tsc -p test/tsconfig.json` is the test; nothing here runs. Each `@ts-expect-error` proves that it can fail.
 */
import type * as Stripe from '@stripe/stripe-js';
import type * as Ours from '../../src/page/index.js';

/** Compiles where an `A` may stand for a `B`. */
type Fits<A extends B, B> = A;

declare const payframe: Ours.Payframe;
declare const elements: Ours.PayframeElements;
declare const card: Ours.PayframeCardElement;

/** The names of the properties of each type in a union. */
type NamesIn<T> = T extends unknown ? keyof T : never;
type Variables<A extends { variables?: unknown }> = keyof NonNullable<A['variables']>;

// No name of Stripe.js's is a mistake: those that this version has no use for are typed as well.
export type Names = [
  Fits<Variables<Stripe.Appearance>, Variables<Ours.Appearance>>,
  Fits<NamesIn<Stripe.StripeElementsOptions>, NamesIn<Ours.ElementsOptions>>,
  Fits<keyof Stripe.StripeElementsUpdateOptions, keyof Ours.ElementsUpdateOptions>,
  // @ts-expect-error No variable of theirs.
  Fits<'colorPrimry', Variables<Ours.Appearance>>,
];

// Options that a page wrote for Stripe.js.
export type Options = [
  Fits<Stripe.StripeConstructorOptions, Ours.PayframeOptions>,
  Fits<Stripe.StripeCheckoutElementsSdkOptions, Ours.CheckoutElementsSdkOptions>,
  Fits<Stripe.StripeCheckoutContact, Ours.CheckoutContact>,
  Fits<keyof Stripe.StripeCheckoutLoadActionsSuccess, keyof Ours.CheckoutActions>,
  Fits<Stripe.StripeElementsOptionsClientSecret, Ours.ElementsOptions>,
  Fits<Stripe.StripeElementsOptionsMode, Ours.ElementsOptions>,
  Fits<Stripe.StripeElementsUpdateOptions, Ours.ElementsUpdateOptions>,
  Fits<Stripe.StripeCardElementOptions, Ours.CardElementOptions>,
  Fits<Stripe.StripeCardNumberElementOptions, Ours.CardNumberElementOptions>,
  Fits<Partial<Stripe.StripeCardElementOptions>, Partial<Ours.CardElementOptions>>,
  Fits<Stripe.StripeIbanElementOptions, Ours.IbanElementOptions>,
  Fits<Stripe.CreateTokenIbanData, Ours.CreateTokenIbanData>,
  Fits<Stripe.Appearance, Ours.Appearance>,
  Fits<Stripe.StripeElementStyle, Ours.ElementStyle>,
  Fits<Stripe.StripeElementClasses, Ours.ElementClasses>,
  Fits<Stripe.CreateTokenCardData, Ours.CreateTokenCardData>,
  Fits<Stripe.WrapperLibrary, Ours.WrapperLibrary>,
  Fits<Stripe.PaymentIntentConfirmParams, Ours.PaymentIntentConfirmParams>,
  Fits<Stripe.SetupIntentConfirmParams, Ours.SetupIntentConfirmParams>,
  Fits<Stripe.ConfirmPaymentData, Ours.ConfirmPaymentData>,
  Fits<Stripe.ConfirmSetupData, Ours.ConfirmSetupData>,
  Fits<Stripe.ConfirmCardPaymentOptions, Ours.ConfirmOptions>,
  Fits<Stripe.ConfirmCardSetupOptions, Ours.ConfirmOptions>,
  Fits<Stripe.ConfirmationTokenCreateParams, NonNullable<Ours.CreateConfirmationToken['params']>>,
  // @ts-expect-error A style is no set of classes.
  Fits<Stripe.StripeElementStyle, Ours.ElementClasses>,
  // @ts-expect-error Numbers are no texts.
  Fits<{ locale: number }, Ours.PayframeOptions>,
];

// Events and results that a page takes where it was written for Stripe.js's.
export type Answers = [
  Fits<Ours.CardElementChangeEvent, Stripe.StripeCardElementChangeEvent>,
  Fits<Ours.IbanElementChangeEvent, Stripe.StripeIbanElementChangeEvent>,
  Fits<NonNullable<Ours.PaymentMethod['sepa_debit']>, Stripe.PaymentMethod.SepaDebit>,
  Fits<NonNullable<Ours.Token['bank_account']>, Stripe.BankAccount>,
  Fits<Ours.PayframeError, Stripe.StripeError>,
  // The platform knows newer types of tax ids than these types, so that their `type` is any text.
  Fits<Omit<Ours.CheckoutSession, 'taxIdInfo'>, Omit<Stripe.StripeCheckoutSession, 'taxIdInfo'>>,
  Fits<Stripe.StripeCheckoutTaxIdInfo, NonNullable<Ours.CheckoutSession['taxIdInfo']>>,
  Fits<Ours.IntegrationError, Stripe.StripeError>,
  Fits<Ours.PayframeErrorType, Stripe.StripeErrorType>,
  Fits<NonNullable<Ours.TokenResult['error']>, Stripe.StripeError>,
  Fits<Ours.PaymentMethod, Stripe.PaymentMethod>,
  Fits<Ours.PaymentIntent, Stripe.PaymentIntent>,
  Fits<Ours.SetupIntent, Stripe.SetupIntent>,
  Fits<Ours.ConfirmationToken, Stripe.ConfirmationToken>,
  Fits<Ours.PaymentIntentResult, Stripe.PaymentIntentResult>,
  Fits<Ours.SetupIntentResult, Stripe.SetupIntentResult>,
  Fits<Ours.PaymentIntentOrSetupIntentResult, Stripe.PaymentIntentOrSetupIntentResult>,
  Fits<Ours.ConfirmationTokenResult, Stripe.ConfirmationTokenResult>,
  Fits<Ours.PaymentMethod['billing_details'], Stripe.PaymentMethod['billing_details']>,
  Fits<Ours.CardNetworkBrand, Stripe.CardNetworkBrand>,
  Fits<Ours.CardBrand, Stripe.StripeCardElementChangeEvent['brand']>,
  // @ts-expect-error A change event is no error.
  Fits<Ours.CardElementChangeEvent, Stripe.StripeError>,
  // @ts-expect-error No brand of Stripe.js's.
  Fits<'mir', Stripe.StripeCardElementChangeEvent['brand']>,
];

// Handlers that were written for Stripe.js's events.
declare const onStripeChange: (event: Stripe.StripeCardElementChangeEvent) => void;
declare const onStripeEvent: (event: { elementType: 'card' }) => void;
declare const onStripeLoadError: (event: { elementType: 'card'; error: Stripe.StripeError }) => void;

card.on('change', onStripeChange).once('change', onStripeChange).off('change', onStripeChange);
for (const type of ['ready', 'focus', 'blur', 'escape', 'networkschange'] as const) {
  card.on(type, onStripeEvent).once(type, onStripeEvent).off(type);
}
card.on('loaderror', onStripeLoadError);
// @ts-expect-error A `ready` event has no `brand`.
card.on('ready', onStripeChange);
// @ts-expect-error There is no such event.
card.on('chnage', onStripeChange);

declare const iban: Ours.PayframeIbanElement;
declare const onStripeIbanChange: (event: Stripe.StripeIbanElementChangeEvent) => void;
iban.on('change', onStripeIbanChange).once('change', onStripeIbanChange).off('change', onStripeIbanChange);
export const asStripeIban: Stripe.StripeIbanElement = iban;
export const asStripeBase: Stripe.StripeElementBase = card;
// @ts-expect-error An Element is not a group.
export const asStripeElements: Stripe.StripeElements = card;

// A page's calls, as it wrote them.
declare const stripeOptions: Stripe.StripeCardElementOptions;
declare const billing: Stripe.PaymentMethodCreateParams.BillingDetails;
declare const container: HTMLElement;

export async function checkout(): Promise<void> {
  const group = payframe.elements({ locale: 'de', fonts: [{ cssSrc: 'https://fonts.example/x.css' }] });
  const made: Ours.PayframeCardElement = group.create('card', stripeOptions);
  const found: Stripe.StripeCardElement | null = group.getElement('card');
  made.mount('#card');
  made.mount(container);
  made.update({ hidePostalCode: true, style: stripeOptions.style });

  const { error, paymentMethod } = await payframe.createPaymentMethod({
    type: 'card',
    card: made,
    billing_details: billing,
    metadata: { order: '1', items: 2, coupon: null },
  });
  // As in Stripe.js, the error tells whether there is a result.
  if (error) {
    const type: Stripe.StripeError['type'] = error.type;
    const message: string | undefined = error.message;
    const none: undefined = paymentMethod;
    void [type, message, none, error.code, error.decline_code, error.param];
  } else {
    const id: string = paymentMethod.id;
    const last4: string | undefined = paymentMethod.card?.last4;
    const created: number = paymentMethod.created;
    void [id, last4, created];
  }

  const result = await payframe.createToken(made, { name: 'Jenny Rosen', address_country: 'DE' });
  const token: Pick<Stripe.Token, 'id' | 'object' | 'created' | 'livemode' | 'type' | 'used'> | undefined =
    result.token;
  await payframe.createPaymentMethod({ elements: group });
  await payframe.createPaymentMethod({ elements: group, params: { billing_details: billing } });
  await payframe.createPaymentMethod({ element: made });
  await payframe.createPaymentMethod({ type: 'card', card: { token: 'tok_visa' } });
  await payframe.createPaymentMethod('card', made, { billing_details: billing });
  const account = group.create('iban', { supportedCountries: ['SEPA'], placeholderCountry: 'FR' });
  const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };
  await payframe.createPaymentMethod({ type: 'sepa_debit', sepa_debit: account, billing_details: holder });
  await payframe.createToken(account, {
    currency: 'eur',
    account_holder_name: 'Jenny Rosen',
    account_holder_type: 'individual',
  });
  payframe.registerAppInfo({ name: 'react', version: '1', url: 'https://x.example', partner_id: 'pp_1' });
  group.on('update-end', () => {});
  const updates: Awaited<ReturnType<Stripe.StripeElements['fetchUpdates']>> = await group.fetchUpdates();
  const submitted = await group.submit();
  const submitError: { message?: string } | undefined = submitted.error;
  void [found, token, updates, submitError];

  // @ts-expect-error A card Element, or a token, is needed.
  await payframe.createPaymentMethod({ type: 'card' });
  const typed = { type: 'sepa_debit', sepa_debit: { iban: '' }, billing_details: holder } as const;
  // @ts-expect-error An IBAN is typed into an Element, and into nothing of the page's.
  await payframe.createPaymentMethod(typed);
  // @ts-expect-error There is no such Element.
  group.create('crad');
  // @ts-expect-error The data of a token are texts.
  await payframe.createToken(made, { name: 5 });
  // @ts-expect-error A name is needed.
  payframe.registerAppInfo({ version: '1' });
  // @ts-expect-error Without a look at the error there may be none.
  void result.token.id;
}

// Payments, as a page for Stripe.js makes them.
declare const cvc: Ours.PayframeCardCvcElement;
declare const expressCheckout: Ours.PayframeExpressCheckoutElement;
export const asStripeExpressCheckout: Stripe.StripeExpressCheckoutElement = expressCheckout;
declare const auBankAccount: Ours.PayframeAuBankAccountElement;
export const asStripeAuBankAccount: Stripe.StripeAuBankAccountElement = auBankAccount;
declare const email: Ours.PayframeLinkAuthenticationElement;
export const asStripeEmail: Stripe.StripeLinkAuthenticationElement = email;
declare const contact: Ours.PayframeContactDetailsElement;
export const asStripeContact: Stripe.StripeContactDetailsElement = contact;
declare const address: Ours.PayframeAddressElement;
export const asStripeAddress: Stripe.StripeAddressElement = address;
declare const stripeParams: Stripe.PaymentIntentConfirmParams;

export async function pay(secret: string): Promise<void> {
  const method = { card, billing_details: billing };
  const { paymentIntent, error } = await payframe.confirmCardPayment(
    secret,
    { ...stripeParams, payment_method: method },
    { handleActions: false },
  );
  if (error) {
    const intent: Stripe.PaymentIntent | undefined = error.payment_intent;
    const none: undefined = paymentIntent;
    void [intent, none, error.decline_code, error.charge, error.payment_method?.id];
  } else {
    const status: Stripe.PaymentIntent.Status = paymentIntent.status;
    void status;
  }
  await payframe.confirmCardPayment(secret);
  await payframe.confirmCardPayment(secret, { payment_method: { card: { token: 'tok_visa' } } });
  await payframe.confirmCardPayment(secret, {
    payment_method: 'pm_1',
    payment_method_options: { card: { cvc, network: 'visa' } },
  });
  const setup: Stripe.SetupIntentResult = await payframe.confirmCardSetup(secret, { payment_method: method });
  const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };
  const debit = { payment_method: { sepa_debit: iban, billing_details: holder } };
  await payframe.confirmSepaDebitPayment(secret, { ...debit, setup_future_usage: 'off_session' });
  await payframe.confirmSepaDebitSetup(secret, debit);
  const becs = { payment_method: { au_becs_debit: auBankAccount, billing_details: holder } };
  await payframe.confirmAuBecsDebitPayment(secret, { ...becs, setup_future_usage: 'off_session' });
  await payframe.confirmAuBecsDebitSetup(secret, becs);

  const staying = await payframe.confirmPayment({ elements, redirect: 'if_required' });
  const leaving: { error: Stripe.StripeError } = await payframe.confirmPayment({
    elements,
    clientSecret: secret,
    confirmParams: { return_url: 'https://shop.example/done' },
  });
  await payframe.confirmPayment({
    clientSecret: secret,
    confirmParams: { payment_method: 'pm_1' },
    redirect: 'if_required',
    signal: AbortSignal.timeout(1000),
  });
  await payframe.confirmSetup({ elements, redirect: 'if_required' });
  const next: Stripe.PaymentIntentOrSetupIntentResult = await payframe.handleNextAction({
    clientSecret: secret,
  });
  await payframe.handleCardAction(secret);
  await payframe.retrievePaymentIntent(secret);
  await payframe.retrieveSetupIntent(secret);
  const token: Stripe.ConfirmationTokenResult = await payframe.createConfirmationToken({
    elements,
    params: { payment_method_data: { billing_details: billing }, return_url: 'https://shop.example' },
  });
  await payframe.createToken('cvc_update', cvc);
  await payframe.createToken('pii', { personal_id_number: '000000000' });
  await payframe.createToken('person', { first_name: 'Jenny', relationship: { owner: true } });
  await payframe.createToken('account', { business_type: 'individual', tos_shown_and_accepted: true });
  await payframe.createToken('bank_account', {
    country: 'US',
    currency: 'usd',
    routing_number: '110000000',
    account_number: '000123456789',
    account_holder_type: 'individual',
  });
  payframe.elements({ clientSecret: secret });
  payframe.elements({ mode: 'payment', amount: 1099, currency: 'eur', setupFutureUsage: 'off_session' });
  void [setup, staying, leaving, next, token];

  // @ts-expect-error The page leaves: it has to be said where to.
  await payframe.confirmPayment({ elements });
  // @ts-expect-error It has to be said of which intent.
  await payframe.confirmPayment({ redirect: 'if_required' });
  const typed = { payment_method: { card: { number: '' } } };
  // @ts-expect-error A card is typed into an Element, and into nothing of the page's.
  await payframe.confirmCardPayment(secret, typed);
  // @ts-expect-error A security code is typed into an Element too.
  await payframe.createToken('cvc_update', { cvc: '' });
  // @ts-expect-error A card is typed into an Element.
  await payframe.createToken('card', { number: '' });
  // @ts-expect-error There is no such mode.
  payframe.elements({ mode: 'pay' });
}

// The objects as a wrapper types them, whole and without a cast.
export const stripe: Stripe.Stripe = payframe;
export const stripeElements: Stripe.StripeElements = elements;
declare const loading: ReturnType<typeof Ours.loadPayframe>;
export const stripePromise: Promise<Stripe.Stripe | null> = loading;
export const asStripeElement: Stripe.StripeCardElement = card;
export const asStripePayment: Stripe.StripePaymentElement = elements.create('payment');
export const found: Stripe.StripePaymentElement | null = elements.getElement('payment');
declare const Payframe: Ours.PayframeConstructor;
export const Constructor: Stripe.StripeConstructor = Payframe;
// @ts-expect-error A group is no object that creates groups.
export const group: Stripe.Stripe = elements;

// What only the type of Stripe.js takes: it answers with an error, and does not compile with ours.
export function unavailable(secret: string): void {
  void stripe.createRadarSession();
  stripe.elements().create('address', { mode: 'billing' });
  // @ts-expect-error
  void payframe.createRadarSession();
  // @ts-expect-error
  void payframe.createToken();
  // @ts-expect-error
  void payframe.createPaymentMethod();
  // @ts-expect-error
  void payframe.handleNextAction({ hashedValue: '' });
  // @ts-expect-error
  void payframe.confirmSepaDebitPayment();
  // @ts-expect-error
  void payframe.confirmAuBecsDebitPayment();
  // @ts-expect-error
  void payframe.confirmSepaDebitPayment(secret, { payment_method: { sepa_debit: { iban: '' } } });
  // @ts-expect-error
  elements.create('taxId', {});
}

// A wallet's button, as pages ask for it.
export async function wallet(): Promise<void> {
  const options = { country: 'DE', currency: 'eur', total: { label: 'Cup', amount: 3200 } };
  const request: Stripe.PaymentRequest = payframe.paymentRequest(options);
  const found: Stripe.CanMakePaymentResult | null = await payframe.paymentRequest(options).canMakePayment();
  payframe.paymentRequest(options).on('paymentmethod', ({ complete }) => complete('success'));
  // @ts-expect-error
  payframe.paymentRequest({});
  void [request, found];
}
