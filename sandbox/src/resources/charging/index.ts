export {
  type CaptureChange,
  captureCharge,
  chargeFailed,
  chargePaid,
  EXPIRY,
  takeMoney,
} from './record.js';
export { checkShares, sharingParams } from './shares.js';
