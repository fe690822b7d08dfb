export { businessNameOf, connectedAccount, loadAccount, publicProfileOf } from './account.js';
export { accountRequest } from './account-request.js';
export { accountToken, personToken, withPersonToken } from './account-tokens.js';
export { beginOnboarding, changeByHolder } from './by-holder.js';
export { CAPABILITIES, type CapabilityName } from './capability-names.js';
export { refuseHidden } from './controller.js';
export { COUNTRIES } from './countries.js';
export { fieldsFor } from './country-fields.js';
export { requireFilesOfPerson } from './documents.js';
export {
  externalAccountParam,
  placeOf,
  readExternalAccount,
  withDefault,
  withExternalAccount,
} from './external-account.js';
export { changedAccount, changedPerson, newPerson, withPerson } from './merge.js';
export { personObject } from './object.js';
export { personRequest } from './params.js';
export { piiToken } from './pii.js';
export { changeReachable, externalAccountOf, findExternalAccount, reachableAccount } from './reach.js';
export { MINIMUM_DELAY_DAYS, newSettings } from './settings.js';
export type { AccountState, ExternalAccountState, PersonState } from './state.js';
export {
  capabilityOf,
  changeAccount,
  demand,
  findAccountState,
  findConnectedAccount,
  type KnownAccount,
} from './store.js';
