import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';

/** Takes a set-up that has succeeded into what asked for it, in the same transaction. */
export type SetupFollower = (work: Work, intent: Stripe.SetupIntent) => Promise<void>;

let follow: SetupFollower = async () => {};

/** Names who has to know of set-ups. They know nothing of subscriptions. */
export function followSetups(follower: SetupFollower): void {
  follow = follower;
}

export const tellFollower: SetupFollower = (work, intent) => follow(work, intent);
