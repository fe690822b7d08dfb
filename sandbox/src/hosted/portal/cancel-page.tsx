/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { PortalLayout, pageOf } from './layout.js';
import type { Portal, ShownSubscription } from './read.js';
import { day, priceText, REASONS } from './texts.js';

interface CancelProps extends Portal {
  shown: ShownSubscription;
  problem?: string | undefined;
}

/** Asks a customer whether, and why, they end a subscription. */
export const CancelPage = ({ shown, ...portal }: CancelProps) => {
  const {
    cancellation_reason: asked,
    mode,
    proration_behavior: behavior,
  } = portal.configuration.features.subscription_cancel;
  const { subscription, names } = shown;
  const ends = Math.max(...subscription.items.data.map(({ current_period_end: end }) => end));
  return (
    <PortalLayout {...portal} title="Cancel your subscription" isInner>
      {subscription.items.data.map(({ price }) => (
        <p>
          <ForeignText text={names.get(String(price.product)) ?? ''} />, {priceText(price)}
        </p>
      ))}
      <p>
        {mode === 'at_period_end'
          ? `It goes on until ${day(ends)}, and ends then. Until then you can take this back.`
          : 'It ends at once.'}
        {behavior === 'create_prorations' &&
          ' What you have paid for and not used counts for your next bills.'}
      </p>
      <form method="post" action={pageOf(portal.visit, 'cancel', subscription.id)}>
        {asked.enabled && (
          <fieldset>
            <legend>Why do you cancel?</legend>
            {asked.options.map((reason) => (
              <label class="choice">
                <input type="radio" name="feedback" value={reason} />
                <span>{REASONS[reason] ?? reason}</span>
              </label>
            ))}
            <div class="field">
              <label for="comment">Is there more to say?</label>
              <textarea id="comment" name="comment" maxlength={5000} />
            </div>
          </fieldset>
        )}
        <div class="buttons">
          <button type="submit" class="main">
            Cancel subscription
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};
