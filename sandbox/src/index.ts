export type { CardBrand, CardFunding, CardNetwork } from '../../src/contract/card-brands.js';
export type {
  DebitBehaviour,
  DebitFailure,
  TestAccount,
  TestAccounts,
} from '../../src/contract/test-accounts.js';
export {
  type Behaviour,
  type Decline,
  type Dispute,
  type Risk,
  type TestCard,
  type TestCardGroup,
  type ThreeDSecure,
  testCardGroups,
  testCards,
} from '../../src/contract/test-cards.js';
export { DEBIT_BEHAVIOURS, type TestIban, testIbans } from '../../src/contract/test-ibans.js';
export { type UsAccountBehaviour, usAccounts } from '../../src/contract/test-us-accounts.js';
export type { KeyChange, KeyRow, KeyStore, MadeKey, NewKey } from './api-keys/api-key.js';
export type { Permission, Permissions, Resource } from './api-keys/permissions.js';
export { DataUnusable, DirectoryInUse } from './kernel/db/open-errors.js';
export type { Access } from './kernel/http/caller.js';
export type { UpstreamOptions } from './live/upstream.js';
export type { ApplePayOptions, GooglePayOptions, WalletOptions } from './live/wallets.js';
export type { Sandbox, SandboxOptions } from './main/sandbox.js';
export { startSandbox } from './main/start.js';
