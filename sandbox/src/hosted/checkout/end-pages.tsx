/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { CheckoutView } from './read.js';
import { CHECKOUT_STYLE } from './style.js';
import { totalOf } from './texts.js';

const End = ({ title, shop, children }: { title: string; shop?: string; children?: Child }) => (
  <Document title={title} style={CHECKOUT_STYLE}>
    <main>
      {shop && (
        <header>
          <span class="brand">
            <ForeignText text={shop} />
          </span>
          <span class="badge">Test mode</span>
        </header>
      )}
      <h1>{title}</h1>
      {children}
    </main>
  </Document>
);

/** Tells a customer that they have done all that they can do. */
export const CompletePage = ({ farewell, session, shop, next }: CheckoutView & { next: string | null }) => (
  <End title={session.payment_status === 'paid' ? 'You have paid' : 'Thank you'} shop={shop}>
    <p>
      {session.payment_status === 'unpaid'
        ? 'Your payment is on its way. It can take some days until it arrives.'
        : `${session.payment_status === 'paid' ? totalOf(session) : 'Nothing was charged.'}`}
    </p>
    {farewell && (
      <p>
        <ForeignText text={farewell} />
      </p>
    )}
    {next && (
      <p>
        <a href={next}>Continue</a>
      </p>
    )}
  </End>
);

/** Tells that there is nothing to pay here: for a session that has expired, and for an address that there never was. */
export const ExpiredPage = ({ cancelUrl, shop }: { cancelUrl: string | null; shop?: string | undefined }) => (
  <End title="This checkout has expired" {...(shop && { shop })}>
    <p>Nothing was charged. Go back to the shop, and begin again.</p>
    {cancelUrl && (
      <p>
        <a href={cancelUrl}>Back to the shop</a>
      </p>
    )}
  </End>
);

/** Tells that something has failed on this side. */
export const FailedPage = ({ text }: { text: string }) => (
  <End title="That did not work">
    <p>{text}</p>
  </End>
);
