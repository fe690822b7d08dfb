import type Stripe from 'stripe';
import type { Database } from '../../kernel/db/database.js';
import { seconds } from '../../kernel/seconds.js';
import { publicProfileOf } from '../../resources/accounts/index.js';
import {
  boughtOf,
  deliveriesOf,
  type Session,
  type SessionLine,
  type SessionRow,
  sessionTotals,
} from '../../resources/checkout-sessions/index.js';
import { customers } from '../../resources/customers/index.js';
import { paymentIntents } from '../../resources/payment-intents/index.js';
import { paymentLinks } from '../../resources/payment-links/index.js';
import { promotionCodes } from '../../resources/promotion-codes/index.js';
import { wantedLanguages } from '../language.js';
import { type CheckoutLanguage, speak } from './language.js';
import { refusalText } from './refusal.js';

/** A delivery that the customer can choose. */
export type Delivery = Awaited<ReturnType<typeof deliveriesOf>>[number] & { name: string };

/** A session, with all that its page shows of it. */
export interface CheckoutView {
  row: SessionRow;
  session: Session;
  language: CheckoutLanguage;
  /** Whose shop it is. */
  shop: string;
  /** What is bought, with what is shown of it. */
  bought: { line: SessionLine; item: Stripe.LineItem }[];
  /** What could be bought too. */
  offered: SessionLine[];
  taxes: { name: string; amount: number; inclusive: boolean }[];
  /** The name of what is taken off. */
  discount: string | null;
  deliveries: Delivery[];
  /** Why the last attempt to pay has failed. */
  refusal: string | null;
  isExpired: boolean;
  /** What its Payment Link says to customers who have paid. */
  farewell: string | null;
}

/** Reads what the page of a session shows of it. */
export async function readCheckout(
  db: Database,
  row: SessionRow,
  now: Date,
  request: Request,
): Promise<CheckoutView> {
  const owner = { db, accountId: row.accountId, livemode: row.livemode };
  const { body: session, lines, paymentIntentId } = row;
  const totals = sessionTotals(row);
  const items = new Map((totals?.items ?? []).map((item) => [item.id, item]));
  const intent = paymentIntentId ? await paymentIntents.load(owner, paymentIntentId) : undefined;
  const profile = await publicProfileOf(db, row.accountId);
  const customer = row.customerId ? await customers.load(owner, row.customerId) : undefined;
  const language = speak(wantedLanguages(request, session.locale, customer?.preferred_locales));
  return {
    row,
    session,
    language,
    shop: session.branding_settings?.display_name || (profile?.name ?? 'Payframe'),
    bought: boughtOf(lines).flatMap((line) => {
      const item = items.get(line.id);
      return item ? [{ line, item }] : [];
    }),
    offered: lines.filter(({ quantity }) => quantity === null),
    taxes: (totals?.details.breakdown.taxes ?? []).map(({ amount, rate }) => ({
      amount,
      inclusive: rate.inclusive,
      name: `${rate.display_name} ${language.percent(rate.percentage)}`,
    })),
    discount: await discountOf(owner, row, language),
    deliveries: await deliveriesIn(owner, session, language),
    farewell: await farewellOf(owner, session),
    refusal:
      intent?.status === 'requires_payment_method' && intent.last_payment_error
        ? refusalText(intent.last_payment_error, language)
        : null,
    // A test clock has its own time: its job ends the session.
    isExpired: session.status === 'expired' || (row.testClock === null && session.expires_at <= seconds(now)),
  };
}

type Owner = Parameters<typeof promotionCodes.load>[0];

async function discountOf(
  owner: Owner,
  { hidden }: SessionRow,
  { say }: CheckoutLanguage,
): Promise<string | null> {
  const { discount } = hidden;
  if (!discount) return null;
  const code = discount.promotionCode ? await promotionCodes.load(owner, discount.promotionCode) : undefined;
  return code?.code ?? discount.coupon.name ?? say('discount');
}

async function farewellOf(owner: Owner, { payment_link: id }: Session): Promise<string | null> {
  const link = id ? await paymentLinks.load(owner, String(id)) : undefined;
  return link?.after_completion.hosted_confirmation?.custom_message ?? null;
}

async function deliveriesIn(owner: Owner, session: Session, { say }: CheckoutLanguage): Promise<Delivery[]> {
  const deliveries = await deliveriesOf(owner, session);
  return deliveries.map((delivery) => ({ ...delivery, name: delivery.name ?? say('delivery') }));
}
