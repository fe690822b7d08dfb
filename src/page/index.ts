export {
  IntegrationError,
  PayframeError,
  type PayframeErrorCode,
  type PayframeErrorType,
} from './errors.js';
export { loadPayframe } from './load-payframe.js';
export { Payframe } from './payframe.js';
export type * from './types/index.js';
