/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { PortalLayout, pageOf } from './layout.js';
import type { Portal, ShownSubscription } from './read.js';
import { type PortalKey, priceText } from './texts.js';

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
  const { language } = portal;
  const { day, say } = language;
  const ends = Math.max(...subscription.items.data.map(({ current_period_end: end }) => end));
  return (
    <PortalLayout {...portal} title={say('cancel_title')} isInner>
      {subscription.items.data.map(({ price }) => (
        <p>
          <ForeignText text={names.get(String(price.product)) ?? ''} />, {priceText(price, language)}
        </p>
      ))}
      <p>
        {mode === 'at_period_end' ? say('cancel_at_end', { day: day(ends) }) : say('cancel_at_once')}
        {behavior === 'create_prorations' && ` ${say('cancel_credit')}`}
      </p>
      <form method="post" action={pageOf(portal.visit, 'cancel', subscription.id)}>
        {asked.enabled && (
          <fieldset>
            <legend>{say('why')}</legend>
            {asked.options.map((reason) => (
              <label class="choice">
                <input type="radio" name="feedback" value={reason} />
                <span>{say(`reason_${reason}` as PortalKey)}</span>
              </label>
            ))}
            <div class="field">
              <label for="comment">{say('more_to_say')}</label>
              <textarea id="comment" name="comment" maxlength={5000} />
            </div>
          </fieldset>
        )}
        <div class="buttons">
          <button type="submit" class="main">
            {say('cancel_button')}
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};
