export {
  describeKey,
  describePublishable,
  type KeyDescription,
  type KeyKind,
  type KeyMode,
} from './describe-key.js';
export { findSecret } from './find-secret.js';
