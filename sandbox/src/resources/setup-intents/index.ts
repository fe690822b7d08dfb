export { waitingSetup } from './authentication.js';
export { cancelCheckoutSetup, setUpCheckout } from './checkout-setup.js';
export { followSetups, type SetupFollower } from './follow.js';
export { setup, setupIntents } from './kind.js';
export { occasionOf as setUpOccasionOf } from './method-types.js';
export { asksHolder, createOwnSetup, createSetup } from './own-setup.js';
