export { waitingPayment } from './authentication.js';
export {
  attemptFailed,
  checkClientSecret,
  clientSecretIn,
  paymentIntents,
  publicError,
  viewOf,
} from './view.js';
