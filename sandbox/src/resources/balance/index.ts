export { spend } from './available.js';
export { balanceOf, SOURCE_TYPE } from './balance.js';
export {
  type ApplicationFee,
  applicationOf,
  availableOnOf,
  feeOf,
  payableOn,
  record,
} from './ledger.js';
export { type GivenBack, shareOf } from './share.js';
