export { waitingSetup } from './authentication.js';
export { setup } from './kind.js';
export { SET_UP } from './method-types.js';
