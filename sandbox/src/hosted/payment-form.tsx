/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import type { Language } from './language.js';

/** By which key a page takes a payment, and for which account where the key is its platform's. */
export interface Payable {
  publishableKey: string;
  account: string | null;
}

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

interface FormProps {
  intent: Intent;
  payable: Payable;
  language: Language;
  button: string;
}

interface PaymentFormProps extends FormProps {
  /** Name of the business. */
  merchant: string;
  /** What is known of who pays, so that they need not type it again. */
  payer: object;
  /** Id of a form that is sent after a success. Without one, the page loads again. */
  next?: string | undefined;
}

/** Takes a payment method for an intent with a Payment Element, as the page of any shop does. */
export const PaymentForm = ({
  button,
  intent,
  language,
  merchant,
  next,
  payable,
  payer,
}: PaymentFormProps) => (
  <>
    <form
      id="pay"
      {...dataOf(intent, payable, language)}
      data-merchant={merchant}
      data-next={next ?? ''}
      data-payer={JSON.stringify(payer)}
    >
      <div id="payment" />
      <p id="message" class="problem" role="alert">
        {hasFailed(intent) && language.say('not_taken')}
      </p>
      <button class="main" type="submit" disabled>
        {button}
      </button>
    </form>
    <Scripts language={language} />
  </>
);

/** Shows what the bank asks for, where an intent waits for its holder. */
export const BankForm = ({ button, intent, language, payable }: FormProps) => (
  <>
    <form id="pay" {...dataOf(intent, payable, language)}>
      <p id="message" class="problem" role="alert" />
      <button class="main" type="submit">
        {button}
      </button>
    </form>
    <Scripts language={language} />
  </>
);

const dataOf = (
  { client_secret: secret }: Intent,
  { account, publishableKey }: Payable,
  { tag }: Language,
) => ({
  'data-account': account ?? '',
  'data-key': publishableKey,
  'data-locale': tag,
  'data-secret': secret,
});

/** Tells whether a payment waits only for its holder’s answer to their bank. */
export const waitsForBank = ({ next_action: action, status }: Intent): boolean =>
  status === 'requires_action' && action?.type === 'use_stripe_sdk';

const hasFailed = (intent: Intent): boolean =>
  (intent.object === 'setup_intent' ? intent.last_setup_error : intent.last_payment_error) !== null;

const Scripts = ({ language }: Pick<FormProps, 'language'>) => (
  <>
    <noscript>
      <p>{language.say('needs_script')}</p>
    </noscript>
    <script src="/js/v1/payframe.js" />
    <script src={PAYMENT_SCRIPT_PATH} />
  </>
);

/** Path of the script of the forms. */
export const PAYMENT_SCRIPT_PATH = '/hosted/payment.js';

/** The part of a policy that the forms need. */
export const PAYMENT_POLICY = "script-src 'self'; frame-src 'self'";

interface Payer {
  address?: { country?: string | null; postal_code?: string | null } | null | undefined;
  email?: string | null | undefined;
  name?: string | null | undefined;
}

/** Returns what is known of a payer, as a Payment Element takes it. */
export const payerOf = ({ address, email, name }: Payer): object => ({
  ...(email && { email }),
  ...(name && { name }),
  ...(address?.country && {
    address: { country: address.country, postal_code: address.postal_code ?? '' },
  }),
});

/** The style of the forms. */
export const PAYMENT_STYLE = `
#payment { min-height: 12rem; }
button[disabled] { opacity: .6; }
#pay { margin-block: 1rem; }
#pay button { margin-block-start: 1rem; width: 100%; }
`;
