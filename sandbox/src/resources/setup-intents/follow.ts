import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';

/** Takes a set-up that has succeeded into what asked for it, in the same transaction. */
export type SetupFollower = (
  work: Work,
  intent: Stripe.SetupIntent,
  /** The payment method that was saved: that of the intent, or the one that it is saved as. */
  method: string,
) => Promise<void>;

let followers: SetupFollower[] = [];

/** Names who has to know of set-ups. They know nothing of subscriptions. */
export function followSetups(...all: SetupFollower[]): void {
  followers = all;
}

export const tellFollowers: SetupFollower = async (...setup) => {
  for (const follow of followers) await follow(...setup);
};
