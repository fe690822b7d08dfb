export { waitingSetup } from './authentication.js';
export { followSetups, type SetupFollower } from './follow.js';
export { setup } from './kind.js';
export { occasionOf as setUpOccasionOf } from './method-types.js';
export { asksHolder, createOwnSetup } from './own-setup.js';
