/** @jsxImportSource hono/jsx */
import { money } from '../../../../src/contract/money.js';
import { address, Failure, Layout, type View } from '../layout.js';
import { typedAmount } from '../typed-amount.js';
import type { Action } from './actions.js';
import { PAYMENTS, type Payment, paidBy } from './read.js';

interface ActionPageProps {
  view: View;
  action: Action;
  payment: Payment;
  /** What was typed before, where that was refused. */
  typed?: string;
  error?: string;
}

/** Asks a person whether they want to do something with a payment, with what amount and why. */
export const ActionPage = ({ view, action, payment, typed, error }: ActionPageProps) => {
  const { intent } = payment;
  const path = `${PAYMENTS}/${intent.id}`;
  const most = action.most?.(payment);
  return (
    <Layout
      title={`${action.title} the payment of ${money(intent.amount, intent.currency)}?`}
      view={view}
      page={PAYMENTS}
    >
      {error && <Failure message={error} />}
      <p>
        <code>{intent.id}</code>. {action.consequence(payment)}
      </p>
      <form method="post" action={address(`${path}/${action.name}`, view)}>
        <input type="hidden" name="refunded" value={paidBy(payment)?.amount_refunded ?? 0} />
        {most !== undefined && (
          <p>
            <label for="amount">
              Amount in {intent.currency.toUpperCase()}, at most {typedAmount(most, intent.currency)}
            </label>
            <input
              id="amount"
              name="amount"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              required
              value={typed ?? typedAmount(most, intent.currency)}
            />
          </p>
        )}
        {action.reasons.length > 0 && (
          <p>
            <label for="reason">Reason</label>
            <select id="reason" name="reason">
              <option value="">None</option>
              {action.reasons.map((reason) => (
                <option value={reason}>{reason.replaceAll('_', ' ')}</option>
              ))}
            </select>
          </p>
        )}
        <p class="actions">
          <button type="submit" class={action.name === 'capture' ? '' : 'danger'}>
            {action.title} the payment
          </button>
          <a href={address(path, view)}>Go back without changes</a>
        </p>
      </form>
    </Layout>
  );
};
