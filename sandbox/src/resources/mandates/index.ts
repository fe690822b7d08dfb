export {
  type Agreement,
  agreementOf,
  type Consent,
  changeMandate,
  type MandateData,
  makeMandate,
  mandateDataParams,
  mandateOf,
  seenOf,
} from './mandates.js';
