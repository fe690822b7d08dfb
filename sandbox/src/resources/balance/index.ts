export { assignToPayout, lockUsable, spend } from './available.js';
export { balanceOf, SOURCE_TYPE } from './balance.js';
export {
  type ApplicationFee,
  AUTOMATIC_PAYOUT,
  applicationOf,
  availableOnOf,
  feeOf,
  record,
  settlementOf,
} from './ledger.js';
export { type GivenBack, shareOf } from './share.js';
