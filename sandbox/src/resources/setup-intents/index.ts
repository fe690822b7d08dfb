export { waitingSetup } from './authentication.js';
export { cancelCheckoutSetup, createCheckoutSetup, setUpCheckout } from './checkout-setup.js';
export { followSetups, type SetupFollower } from './follow.js';
export { setup, setupIntents } from './kind.js';
export { occasionOf as setUpOccasionOf } from './method-types.js';
export { asksHolder, createOwnSetup } from './own-setup.js';
