export {
  type Agreement,
  agreementOf,
  type Consent,
  type MandateData,
  makeMandate,
  mandateDataParams,
  seenOf,
} from './mandates.js';
