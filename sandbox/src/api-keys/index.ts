export type { KeyChange, KeyRow, KeyStore, MadeKey } from './api-key.js';
export { bootstrap, testKey } from './bootstrap.js';
export { createKeyStore } from './key-store.js';
export { createKeyring } from './keyring.js';
export { type Permissions, parsePermissions, RESOURCES } from './permissions.js';
