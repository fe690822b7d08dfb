export { chargeFee, type FeeRow, feeLeft, fees, giveFeeBack, takeFeeBack } from './fees.js';
