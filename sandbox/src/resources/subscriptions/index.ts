export { billPeriod } from './bill.js';
export { unusedNow } from './cancel.js';
export { begun } from './create.js';
export { followSetup, subscriber } from './follow.js';
export { createParams as subscriptionParams, updateParams as subscriptionChangeParams } from './params.js';
export { addProrations } from './prorations.js';
export { nextRenewal } from './renewal-lines.js';
export { type Held as HeldSubscription, holdSubscription, nextOf } from './store.js';
export { changedSubscription } from './update.js';
