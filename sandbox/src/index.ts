export type { CardBrand, CardFunding, CardNetwork } from '../../src/contract/card-brands.js';
export type { Decline } from '../../src/contract/declines.js';
export {
  type Behaviour,
  type Dispute,
  type Risk,
  type TestCard,
  type TestCardGroup,
  type ThreeDSecure,
  testCardGroups,
  testCards,
} from '../../src/contract/test-cards.js';
export {
  DEBIT_BEHAVIOURS,
  type DebitBehaviour,
  type TestIban,
  testIbans,
} from '../../src/contract/test-ibans.js';
export type {
  KeyChange,
  KeyRow,
  KeyStore,
  MadeKey,
  NewKey,
  Permissions,
  Resource,
} from './api-keys/index.js';
export { DataUnusable } from './kernel/db/data-unusable.js';
export { DirectoryInUse } from './kernel/db/directory-lock.js';
export type { Access } from './kernel/http/caller.js';
export type { UpstreamOptions } from './live/index.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './main/start.js';
