export { billPeriod } from './bill.js';
export { cancelAs, changeAs, ongoingOf } from './by-holder.js';
export { cancelHeld, unusedNow } from './cancel.js';
export { begun, createSubscription } from './create.js';
export { keepFinalStatus } from './final-status.js';
export { customer, price } from './fixture-requests.js';
export { followSetup, subscriber } from './follow.js';
export { newItem, quantityOf, readPrice } from './items.js';
export { followDeletion, latestTimeFor } from './of-customer.js';
export {
  CANCELLATION_REASONS,
  createParams as subscriptionParams,
  updateParams as subscriptionChangeParams,
} from './params.js';
export { undone } from './pay.js';
export { addProrations } from './prorations.js';
export { withReductions } from './reductions.js';
export { nextRenewal } from './renewal-lines.js';
export { followSchedules, type Scheduler } from './scheduler.js';
export { everyOf } from './spans.js';
export {
  changeSubscription,
  type Held as HeldSubscription,
  holdSubscription,
  loadSubscription,
  nextOf,
} from './store.js';
export { changedSubscription, changeHeld } from './update.js';
export { addUsage, usedByNow } from './usage.js';
