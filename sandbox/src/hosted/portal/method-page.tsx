/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { BankForm, type Payable, PaymentForm, payerOf } from '../payment-form.js';
import { PortalLayout, pageOf } from './layout.js';
import type { Portal, Unpaid } from './read.js';

interface MethodProps extends Portal {
  intent: Stripe.SetupIntent;
  payable: Payable;
  problem?: string | undefined;
}

/** Lets a customer add a payment method, which also pays what is overdue. */
export const MethodPage = ({ intent, payable, ...portal }: MethodProps) => {
  const { business, customer, language, subscriptions, visit } = portal;
  const { say } = language;
  const amounts = subscriptions.flatMap(({ unpaid }) => (unpaid ? [amountOf(unpaid, portal)] : []));
  const amount = amounts.join(' + ');
  return (
    <PortalLayout {...portal} title={say('add_method')} isInner>
      <p class="test">{language.parts('test_card', { number: <code>4242 4242 4242 4242</code> })}</p>
      <p>{say('add_method_text')}</p>
      {amount && <p>{say('pays_unpaid', { amount })}</p>}
      <PaymentForm
        {...{ intent, language, payable }}
        button={amount ? say('save_and_pay', { amount }) : say('save_method')}
        merchant={business ?? 'Payframe'}
        next="added"
        payer={payerOf(customer)}
      />
      <form id="added" method="post" action={pageOf(visit, 'method')} />
    </PortalLayout>
  );
};

interface BankProps extends Portal {
  unpaid: Unpaid;
  payable: Payable;
}

/** Shows a customer what their bank asks before it pays an invoice. */
export const BankPage = ({ payable, unpaid, ...portal }: BankProps) => {
  const { language } = portal;
  const { say } = language;
  return (
    <PortalLayout {...portal} title={say('confirm_title')} isInner>
      <p class="due">{amountOf(unpaid, portal)}</p>
      <p>{say('bank_asks')}</p>
      <BankForm {...{ language, payable }} button={say('confirm')} intent={unpaid.intent} />
    </PortalLayout>
  );
};

const amountOf = ({ invoice }: Unpaid, { language }: Portal): string =>
  language.money(invoice.amount_remaining, invoice.currency);
