export { waitingSetup } from './authentication.js';
export { viewOf } from './view.js';
