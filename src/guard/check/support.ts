/** The parts of a Stripe integration, each with whether it is there. */
export interface Support {
  /** The methods of Stripe.js. */
  methods: Record<string, boolean>;
  /** The types of Elements. */
  elements: Record<string, boolean>;
  /** The components of React, whose names other frameworks have too. */
  components: Record<string, boolean>;
  /** The calls of the official server client that work: `paymentIntents.create`. */
  calls: string[];
  /** The first words of all of its calls. */
  resources: string[];
  /** The endpoints: `/v1/payment_intents/:id`. */
  endpoints: string[];
  /** The first words of all endpoints of the public API. */
  roots: string[];
}

/** Parts of a Stripe integration that work here in another way, each with the difference. */
export const DIFFERENCES: Record<string, string> = {
  'stripe.createPaymentMethod':
    'Takes Elements, and what of a type needs none, such as a bank; numbers of accounts are typed into Elements.',
  'stripe.createToken':
    'Takes an Element of a card or an IBAN, cvc_update with one, or the data of account, person, bank_account or pii.',
  'stripe.paymentRequest': 'Has no event source: listen for paymentmethod or token.',
};

/** The steps of a move, by the part of an integration that needs them. */
export const STEPS = {
  loadStripe: "Import loadPayframe from 'payframe', and name your host: loadPayframe(key, { host }).",
  'js.stripe.com': 'Load /js/v1/payframe.js from your host instead; its global is Payframe.',
  'new Stripe': 'Pass the address of your host: new Stripe(key, { host }).',
};
