export { chargeFee, type FeeRow, feeLeft, feeOfCharge, fees, giveFeeBack, takeFeeBack } from './fees.js';
