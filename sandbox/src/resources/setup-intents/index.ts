export { waitingSetup } from './authentication.js';
export { setup } from './kind.js';
