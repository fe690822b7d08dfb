export { describeKey, describePublishable } from './describe-key.js';
export { findSecret } from './find-secret.js';
export type { KeyDescription, KeyKind, KeyMode } from './key-description.js';
