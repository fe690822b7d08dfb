export {
  type CaptureChange,
  captureCharge,
  chargeFailed,
  chargePaid,
  EXPIRY,
  takeMoney,
} from './record.js';
export { checkParts, checkShares, merchantOf, sharingParams } from './shares.js';
