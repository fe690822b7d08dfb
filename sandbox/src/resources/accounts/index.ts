export { businessNameOf, connectedAccount, loadAccount } from './account.js';
export { beginOnboarding, changeByHolder } from './by-holder.js';
export { type ConnectedAccount, findConnectedAccount } from './store.js';
