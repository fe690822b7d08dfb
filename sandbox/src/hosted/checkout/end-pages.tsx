/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { CheckoutLanguage } from './language.js';
import type { CheckoutView } from './read.js';
import { CHECKOUT_STYLE } from './style.js';
import { totalOf } from './texts.js';

interface EndProps {
  title: string;
  shop?: string | undefined;
  language: CheckoutLanguage;
  children?: Child;
}

const End = ({ title, shop, language, children }: EndProps) => (
  <Document title={title} style={CHECKOUT_STYLE} language={language}>
    <main>
      {shop && (
        <header>
          <span class="brand">
            <ForeignText text={shop} />
          </span>
          <span class="badge">{language.say('badge')}</span>
        </header>
      )}
      <h1>{title}</h1>
      {children}
    </main>
  </Document>
);

/** Tells a customer that they have done all that they can do. */
export const CompletePage = ({ farewell, language, session, shop }: CheckoutView) => {
  const { say } = language;
  const isPaid = session.payment_status === 'paid';
  return (
    <End title={say(isPaid ? 'paid' : 'thanks')} shop={shop} language={language}>
      <p>
        {isPaid
          ? totalOf(session, language)
          : say(session.payment_status === 'unpaid' ? 'on_its_way' : 'nothing_charged')}
      </p>
      {farewell && (
        <p>
          <ForeignText text={farewell} />
        </p>
      )}
    </End>
  );
};

interface ExpiredProps {
  cancelUrl: string | null;
  shop?: string | undefined;
  language: CheckoutLanguage;
}

/** Says that there is nothing to pay: for an expired session, and for an unknown address. */
export const ExpiredPage = ({ cancelUrl, shop, language }: ExpiredProps) => (
  <End title={language.say('expired')} shop={shop} language={language}>
    <p>{language.say('expired_text')}</p>
    {cancelUrl && (
      <p>
        <a href={cancelUrl}>{language.say('back_to_shop')}</a>
      </p>
    )}
  </End>
);

/** Tells that something has failed on this side. */
export const FailedPage = ({ text, language }: { text: string; language: CheckoutLanguage }) => (
  <End title={language.say('failed')} language={language}>
    <p>{text}</p>
  </End>
);
