export {
  type Agreement,
  agreementOf,
  type Consent,
  changeMandate,
  endConsent,
  type MandateData,
  makeMandate,
  mandateDataParams,
  mandateOf,
  seenOf,
} from './mandates.js';
