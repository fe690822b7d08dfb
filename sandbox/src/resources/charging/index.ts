export { captureCharge, chargeFailed, chargePaid } from './record.js';
