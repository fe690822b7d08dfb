export { waitingSetup } from './authentication.js';
export { setup } from './kind.js';
export { occasionOf as setUpOccasionOf } from './method-types.js';
