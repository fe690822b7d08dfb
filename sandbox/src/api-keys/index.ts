export type { KeyChange, KeyRow, KeyStore, MadeKey } from './api-key.js';
export { bootstrap, ownAccount, testKey } from './bootstrap.js';
export { createKeyStore } from './key-store.js';
export { createKeyring } from './keyring.js';
export { PERMISSIONS, type Permissions, parsePermissions } from './permissions.js';
